import { CodedError } from '../../contract/errors.ts';
import { formatUnsatisfiedRange } from '../../http/content-range.ts';
import { field } from '../../http/fields.ts';
import type { ApplicationAnswer } from '../application/application-answer.ts';
import { ApplicationStage } from '../application/application-stage.ts';
import type { ReproxyInstructions } from '../application/reproxy-instructions.ts';
import type { ExchangeControl } from '../exchange/exchange-control.ts';
import { createFileSourceStage, type FileSource } from '../storage/file-source.ts';
import { readPart } from '../storage/read-part.ts';
import type { AcceptedAnswer, StorageAnswer } from '../storage/storage-answer.ts';
import { partOfClientRange, type WantedPart } from '../storage/wanted-part.ts';
import { composeReproxiedHead } from './compose-reproxied-head.ts';
import { untilSettled } from './until-settled.ts';

/** How an answer that does not begin at the file's first byte begins. */
export interface Opening {
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
) => Opening | Promise<Opening>;

/**
 * Reproxying as the 2007 patch has it: the application's answer says which file and which offset;
 * storage is asked for that part; the client gets status and fields of the application, a prefix,
 * and the part. Personalities differ in how such an answer opens.
 */
export class Reproxying {
  readonly #exchange: ExchangeControl;
  readonly #opener: Opener;

  constructor(exchange: ExchangeControl, opener: Opener) {
    this.#exchange = exchange;
    this.#opener = opener;
  }

  start(): void {
    const { context, request, clientAddress } = this.#exchange;
    const cached = context.cache.get(request);
    if (cached !== null) {
      this.follow(cached.head, cached.instructions);
      return;
    }
    this.#exchange.enter(
      new ApplicationStage({
        control: this.#exchange,
        clientAddress,
        onInstructions: (head, instructions) => {
          context.cache.offer(request, head, instructions);
          this.follow(head, instructions);
        },
      }),
    );
  }

  /** The application wants a file sent, from some byte on. */
  follow(application: ApplicationAnswer, instructions: ReproxyInstructions): void {
    const { start, startHeader } = instructions;
    this.#exchange.recorder?.setStartHeader(startHeader);
    if (start === null) {
      this.#exchange.fail(new CodedError('flv_start_invalid', { value: startHeader ?? '' }));
      return;
    }
    const source = sourceOf(instructions);
    if (start > 0) this.#open(application, source, start);
    else this.#sendUnopened(application, source);
  }

  #open(application: ApplicationAnswer, source: FileSource, start: number): void {
    const opening = this.#opener(this.#exchange, source, start);
    if (opening instanceof Promise) {
      untilSettled(this.#exchange, opening, (ready) =>
        this.#sendOpened(application, source, ready),
      );
    } else {
      this.#sendOpened(application, source, opening);
    }
  }

  #sendUnopened(application: ApplicationAnswer, source: FileSource): void {
    const { method, fields } = this.#exchange.request;
    const part = partOfClientRange(method, fields, application.fields);
    this.#send(application, source, part, '');
  }

  #sendOpened(application: ApplicationAnswer, source: FileSource, opening: Opening): void {
    const part: WantedPart = { kind: 'from', first: opening.start, last: null };
    this.#send(application, source, part, opening.prefix);
  }

  #send(
    application: ApplicationAnswer,
    source: FileSource,
    part: WantedPart,
    prefix: string,
  ): void {
    const exchange = this.#exchange;
    const isHead = exchange.request.method === 'HEAD';
    const onAccepted = (answer: AcceptedAnswer, storage: StorageAnswer): boolean => {
      if (answer.kind === 'beyond_end' && part.kind === 'from') {
        this.#failBeyondEnd(source, part.first, answer.size);
        return false;
      }
      const body = { part, prefixLength: prefix.length, isHead };
      exchange.begin(
        composeReproxiedHead(application, answer, storage, body),
        isHead ? '' : prefix,
      );
      return true;
    };
    exchange.enter(createFileSourceStage(exchange, source, part, onAccepted));
  }

  /** Some servers leave the size out of a 416 (lighttpd 1.4.69): then another question tells it. */
  #failBeyondEnd(source: FileSource, start: number, size: number | null): void {
    if (size === null) {
      untilSettled(this.#exchange, readPart(this.#exchange, source, 0, 0), ({ total }) =>
        this.#answerBeyondEnd(start, total),
      );
    } else {
      this.#answerBeyondEnd(start, size);
    }
  }

  #answerBeyondEnd(start: number, size: number): void {
    this.#exchange.fail(new CodedError('start_beyond_end', { start, size }), [
      field('Content-Range', formatUnsatisfiedRange(size)),
    ]);
  }
}

/** Where the instructions say that the file is. */
export function sourceOf({ urls, file, expectedSize }: ReproxyInstructions): FileSource {
  if (file !== null) return { kind: 'disk', file, expectedSize };
  return { kind: 'storage', urls: urls ?? [], isTrusted: false, expectedSize };
}
