import { CodedError } from '../../contract/errors.ts';
import { patchPrefix } from '../../flv/prefix.ts';
import { formatRange } from '../../http/byte-range.ts';
import { formatUnsatisfiedRange } from '../../http/content-range.ts';
import { type Field, field } from '../../http/fields.ts';
import type { ResponseHead } from '../../http/response-head.ts';
import { ApplicationStage, asItIs, type OwnAnswer } from '../application/application-stage.ts';
import type { ReproxyInstructions } from '../application/reproxy-instructions.ts';
import { parseStart } from '../application/reproxy-instructions.ts';
import type { ExchangeControl } from '../exchange/exchange-control.ts';
import { judgeStorageAnswer } from '../storage/storage-verdict.ts';
import { composeReproxiedHead } from './compose-reproxied-head.ts';
import type { Backends, Personality } from './personality.ts';
import { isFlvTarget, queryParameter } from './query-start.ts';
import { Reproxying } from './reproxying.ts';

const PREFIX = Buffer.from(patchPrefix).toString('latin1');

/**
 * Perlbal's own FlvStreaming plugin: a `.flv` path with `?start=` is asked of the server behind
 * with a Range, and what comes back gets the prefix. That server may be plain storage; one that
 * answers with X-REPROXY-* is followed, with the offset of the query.
 */
export class PerlbalPlugin implements Personality {
  readonly #backends: Backends;
  readonly #reproxying: Reproxying;

  constructor(backends: Backends) {
    this.#backends = backends;
    this.#reproxying = new Reproxying(backends, (_exchange, _source, start) => ({
      kind: 'opening',
      start,
      prefix: PREFIX,
    }));
  }

  start(exchange: ExchangeControl): void {
    const { target } = exchange.request;
    const text = isFlvTarget(target) ? queryParameter(target, 'start') : null;
    const start = parseStart(text);
    if (start === null) exchange.fail(new CodedError('start_invalid', { value: text ?? '' }));
    else if (start === 0) this.#reproxying.start(exchange);
    else this.#askWithRange(exchange, start);
  }

  #askWithRange(exchange: ExchangeControl, start: number): void {
    exchange.enter(
      new ApplicationStage(this.#backends.application, exchange, {
        range: formatRange({ kind: 'from', first: start, last: null }),
        onInstructions: (head, instructions) =>
          this.#reproxying.follow(exchange, head, withStart(instructions, start)),
        onOwnAnswer: (head) => this.#ownAnswer(exchange, head, start),
      }),
    );
  }

  /** What the server behind sent, if it is the part, with the prefix. */
  #ownAnswer(
    exchange: ExchangeControl,
    head: ResponseHead,
    start: number,
  ): OwnAnswer | (() => void) {
    const { method } = exchange.request;
    const isHead = method === 'HEAD';
    if (head.status !== 206 && head.status !== 200 && head.status !== 416) {
      return asItIs(head, method);
    }
    const part = { kind: 'from', first: start, last: null } as const;
    const { peer } = this.#backends.application.base.endpoint;
    const expectation = { part, expectedSize: null, method: isHead ? 'HEAD' : 'GET' } as const;
    const verdict = judgeStorageAnswer(head, peer, expectation);
    if (verdict.kind !== 'slice') return () => exchange.fail(...faultOf(verdict, start));
    const body = { part, prefixLength: PREFIX.length, isHead };
    const answer = { ...head, status: 200, reason: 'OK' };
    const composed = composeReproxiedHead(answer, verdict, head, body);
    const fields = withVideoType(composed.fields);
    return { head: { ...composed, fields }, prefix: isHead ? '' : PREFIX };
  }
}

function withStart(instructions: ReproxyInstructions, start: number): ReproxyInstructions {
  return { ...instructions, start, startHeader: String(start) };
}

function faultOf(
  verdict: Exclude<ReturnType<typeof judgeStorageAnswer>, { kind: 'slice' }>,
  start: number,
): [CodedError, Field[]] {
  if (verdict.kind === 'rejected') return [verdict.error, []];
  const size = verdict.kind === 'beyond_end' ? verdict.size : null;
  const error = new CodedError('start_beyond_end', { start, size: size ?? 'an unknown number of' });
  return [error, size === null ? [] : [field('Content-Range', formatUnsatisfiedRange(size))]];
}

function withVideoType(fields: readonly Field[]): Field[] {
  const others = fields.filter(({ key }) => key !== 'content-type');
  return [field('Content-Type', 'video/x-flv'), ...others];
}
