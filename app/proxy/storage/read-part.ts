import type { CodedError } from '../../contract/errors.ts';
import type { RequestHead } from '../../http/request-head.ts';
import type { ExchangeControl, StageControl } from '../exchange/exchange-control.ts';
import { createFileSourceStage, type FileSource } from './file-source.ts';
import type { AcceptedAnswer, StorageAnswer } from './storage-answer.ts';
import type { WantedPart } from './wanted-part.ts';

/** Bytes that were read for the reproxy itself, before the client gets any. */
export interface ReadPart {
  readonly bytes: Buffer;
  /** Size of the whole file. */
  readonly total: number;
  /** The storage answer, for its validators and Content-Type. */
  readonly storage: StorageAnswer;
}

/**
 * Reads some bytes of a file into memory, over the same hops, fail-over and checks that a client's
 * part takes; the hops are part of the exchange. Never settles when the client goes away.
 * @param first of the bytes wanted
 * @param last inclusive; where the file is shorter, fewer come
 * @throws CodedError what the client would have been told
 */
export function readPart(
  control: ExchangeControl,
  source: FileSource,
  first: number,
  last: number,
): Promise<ReadPart> {
  return new Promise((resolve, reject) => {
    const collector = new PartCollector(control, resolve, reject);
    const part: WantedPart = { kind: 'from', first, last };
    const onAccepted = (answer: AcceptedAnswer, storage: StorageAnswer) =>
      collector.onAccepted(answer, storage);
    control.enter(createFileSourceStage(collector, source, part, onAccepted));
  });
}

/** Stands in for the client: takes the bytes of a stage instead of sending them. */
class PartCollector implements StageControl {
  readonly context: StageControl['context'];
  readonly request: RequestHead;
  readonly recorder: StageControl['recorder'];
  hasBegun = false;
  readonly #control: ExchangeControl;
  readonly #resolve: (part: ReadPart) => void;
  readonly #reject: (error: CodedError) => void;
  readonly #chunks: Buffer[] = [];
  #total = 0;
  #storage: StorageAnswer | null = null;

  constructor(
    control: ExchangeControl,
    resolve: (part: ReadPart) => void,
    reject: (error: CodedError) => void,
  ) {
    this.#control = control;
    this.#resolve = resolve;
    this.#reject = reject;
    this.context = control.context;
    this.request = { ...control.request, method: 'GET' };
    this.recorder = control.recorder;
  }

  /** @returns whether there are bytes to collect */
  onAccepted(answer: AcceptedAnswer, storage: StorageAnswer): boolean {
    this.hasBegun = true;
    this.#storage = storage;
    if (answer.kind === 'slice') {
      this.#total = answer.slice.total;
      return true;
    }
    this.#total = answer.kind === 'beyond_end' ? (answer.size ?? 0) : 0;
    this.end();
    return false;
  }

  begin(): void {}

  sendInterim(): void {}

  flush(): void {}

  closeAfterwards(): void {}

  write(bytes: Buffer): boolean {
    this.#chunks.push(Buffer.from(bytes));
    return true;
  }

  end(): void {
    if (this.#storage === null) return;
    const bytes = Buffer.concat(this.#chunks);
    this.#resolve({ bytes, total: this.#total, storage: this.#storage });
  }

  fail(error: CodedError): void {
    this.#reject(error);
  }

  abandon(error: CodedError): void {
    this.#reject(error);
  }

  note(attempt: Parameters<StageControl['note']>[0]): void {
    this.#control.note(attempt);
  }

  resumeRequestBody(): void {}
}
