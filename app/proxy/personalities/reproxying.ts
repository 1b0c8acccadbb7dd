import { CodedError } from '../../contract/errors.ts';
import { formatUnsatisfiedRange } from '../../http/content-range.ts';
import { field } from '../../http/fields.ts';
import { ApplicationStage } from '../application/application-stage.ts';
import type {
  ApplicationAnswer,
  ReproxyInstructions,
} from '../application/reproxy-instructions.ts';
import type { ExchangeControl } from '../exchange/exchange-control.ts';
import { createFileStage } from '../storage/create-file-stage.ts';
import type { FileSource } from '../storage/file-source.ts';
import { type FailedRead, readPart } from '../storage/read-part.ts';
import type { AcceptedAnswer, StorageAnswer } from '../storage/storage-verdict.ts';
import { partOfClientRange, type WantedPart } from '../storage/wanted-part.ts';
import { composeReproxiedHead } from './compose-reproxied-head.ts';
import type { Backends, Personality } from './personality.ts';
import { untilSettled } from './until-settled.ts';

/** How an answer that does not begin at the file's first byte begins. */
export interface Opening {
  readonly kind: 'opening';
  /** First byte of the file that is sent. */
  readonly start: number;
  /** What goes in front of it; latin1. */
  readonly prefix: string;
}

/** Decides about the opening. @param start the offset that the application wants, above 0 */
export type Opener = (
  exchange: ExchangeControl,
  source: FileSource,
  start: number,
) => Opening | Promise<Opening | FailedRead>;

/**
 * Reproxying as the 2007 patch has it: the application's answer says which file and which offset;
 * storage is asked for that part; the client gets status and fields of the application, a prefix,
 * and the part. Personalities differ in how such an answer opens.
 */
export class Reproxying implements Personality {
  readonly #backends: Backends;
  readonly #opener: Opener;

  constructor(backends: Backends, opener: Opener) {
    this.#backends = backends;
    this.#opener = opener;
  }

  start(exchange: ExchangeControl): void {
    const { application } = this.#backends;
    const { request } = exchange;
    const cached = application.cache.get(request);
    if (cached !== null) {
      this.follow(exchange, cached.head, cached.instructions);
      return;
    }
    exchange.enter(
      new ApplicationStage(application, exchange, {
        onInstructions: (head, instructions) => {
          application.cache.offer(request, head, instructions);
          this.follow(exchange, head, instructions);
        },
      }),
    );
  }

  /** The application wants a file sent, from some byte on. */
  follow(
    exchange: ExchangeControl,
    answer: ApplicationAnswer,
    instructions: ReproxyInstructions,
  ): void {
    const { start, startHeader } = instructions;
    exchange.recorder?.setStartHeader(startHeader);
    if (start === null) {
      exchange.fail(new CodedError('flv_start_invalid', { value: startHeader ?? '' }));
      return;
    }
    const source = sourceOf(instructions);
    if (start === 0) {
      const { method, fields } = exchange.request;
      this.#send(exchange, answer, source, partOfClientRange(method, fields, answer.fields), '');
      return;
    }
    const opening = this.#opener(exchange, source, start);
    if (!(opening instanceof Promise)) {
      this.#sendOpened(exchange, answer, source, opening);
      return;
    }
    untilSettled(exchange, opening, (ready) => this.#sendOpened(exchange, answer, source, ready));
  }

  #sendOpened(
    exchange: ExchangeControl,
    answer: ApplicationAnswer,
    source: FileSource,
    { start, prefix }: Opening,
  ): void {
    this.#send(exchange, answer, source, { kind: 'from', first: start, last: null }, prefix);
  }

  #send(
    exchange: ExchangeControl,
    application: ApplicationAnswer,
    source: FileSource,
    part: WantedPart,
    prefix: string,
  ): void {
    const isHead = exchange.request.method === 'HEAD';
    const onAccepted = (answer: AcceptedAnswer, storage: StorageAnswer): boolean => {
      if (answer.kind === 'beyond_end' && part.kind === 'from') {
        this.#failBeyondEnd(exchange, source, part.first, answer.size);
        return false;
      }
      const body = { part, prefixLength: prefix.length, isHead };
      const head = composeReproxiedHead(application, answer, storage, body);
      exchange.begin(head, isHead ? '' : prefix);
      return true;
    };
    const wish = { source, part, method: isHead ? 'HEAD' : 'GET', onAccepted } as const;
    exchange.enter(createFileStage(this.#backends.storage, exchange, wish));
  }

  /** Some servers leave the size out of a 416 (lighttpd 1.4.69): then another question tells it. */
  #failBeyondEnd(
    exchange: ExchangeControl,
    source: FileSource,
    start: number,
    size: number | null,
  ): void {
    if (size !== null) {
      failBeyondEnd(exchange, start, size);
      return;
    }
    const read = readPart(this.#backends.storage, exchange, source, 0, 0);
    untilSettled(exchange, read, ({ total }) => failBeyondEnd(exchange, start, total));
  }
}

function failBeyondEnd(exchange: ExchangeControl, start: number, size: number): void {
  exchange.fail(new CodedError('start_beyond_end', { start, size }), [
    field('Content-Range', formatUnsatisfiedRange(size)),
  ]);
}

/** Where the instructions say that the file is. */
export function sourceOf({ urls, file, expectedSize }: ReproxyInstructions): FileSource {
  if (file !== null) return { kind: 'disk', file, expectedSize };
  return { kind: 'storage', urls: urls ?? [], isTrusted: false, expectedSize };
}
