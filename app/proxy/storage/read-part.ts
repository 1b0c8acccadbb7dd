import type { CodedError } from '../../contract/errors.ts';
import type { ExchangeControl } from '../exchange/exchange-control.ts';
import type { Attempt, BodyTaker } from '../exchange/stage.ts';
import { createFileStage } from './create-file-stage.ts';
import type { FileSource } from './file-source.ts';
import type { StorageAccess } from './storage-access.ts';
import type { AcceptedAnswer, StorageAnswer } from './storage-verdict.ts';

/** Bytes that were read for the reproxy itself, before the client gets any. */
export interface ReadPart {
  readonly kind: 'read';
  readonly bytes: Buffer;
  /** Size of the whole file. */
  readonly total: number;
  /** The storage answer, for its validators and Content-Type. */
  readonly storage: StorageAnswer;
}

/** No hop brought the bytes. */
export interface FailedRead {
  readonly kind: 'failed';
  /** What the client is to be told. */
  readonly error: CodedError;
}

/**
 * Reads some bytes of a file into memory, over the same hops, fail-over and checks that a client's
 * part takes; the hops are part of the exchange. Never settles when the client goes away.
 * @param first of the bytes wanted
 * @param last inclusive; where the file is shorter, fewer come
 */
export function readPart(
  storage: StorageAccess,
  exchange: ExchangeControl,
  source: FileSource,
  first: number,
  last: number,
): Promise<ReadPart | FailedRead> {
  return new Promise((resolve) => {
    const collector = new PartCollector(exchange, resolve);
    const stage = createFileStage(storage, collector, {
      source,
      part: { kind: 'from', first, last },
      method: 'GET',
      onAccepted: (answer, head) => collector.onAccepted(answer, head),
    });
    exchange.enter(stage);
  });
}

/** Takes the bytes of a stage into memory. */
class PartCollector implements BodyTaker {
  readonly recorder: BodyTaker['recorder'];
  readonly #exchange: ExchangeControl;
  readonly #settle: (read: ReadPart | FailedRead) => void;
  readonly #chunks: Buffer[] = [];
  #total = 0;
  #storage: StorageAnswer | null = null;

  constructor(exchange: ExchangeControl, settle: (read: ReadPart | FailedRead) => void) {
    this.recorder = exchange.recorder;
    this.#exchange = exchange;
    this.#settle = settle;
  }

  /** @returns whether there are bytes to collect */
  onAccepted(answer: AcceptedAnswer, storage: StorageAnswer): boolean {
    this.#storage = storage;
    if (answer.kind === 'slice') {
      this.#total = answer.slice.total;
      return true;
    }
    this.#total = answer.kind === 'beyond_end' ? (answer.size ?? 0) : 0;
    this.end();
    return false;
  }

  flush(): void {}

  write(bytes: Buffer): boolean {
    this.#chunks.push(Buffer.from(bytes));
    return true;
  }

  end(): void {
    if (this.#storage === null) return;
    const bytes = Buffer.concat(this.#chunks);
    this.#settle({ kind: 'read', bytes, total: this.#total, storage: this.#storage });
  }

  fail(error: CodedError): void {
    this.#settle({ kind: 'failed', error });
  }

  note(attempt: Attempt): void {
    this.#exchange.note(attempt);
  }
}
