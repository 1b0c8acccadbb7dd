import { fieldValue } from '../../../http/fields.ts';
import { forwardedFields } from '../../../http/hop-by-hop.ts';
import type { ResponseHead } from '../../../http/response-head.ts';
import { ApplicationStage, asItIs, type OwnAnswer } from '../../application/application-stage.ts';
import type {
  ApplicationAnswer,
  ReproxyInstructions,
} from '../../application/reproxy-instructions.ts';
import type { ExchangeControl } from '../../exchange/exchange-control.ts';
import type { Backends, Personality } from '../personality.ts';
import { answerPage } from './perlbal-page.ts';
import { KEEP_ALIVE } from './quirky-head.ts';
import { QuirkyStorageStage } from './quirky-storage-stage.ts';

/**
 * Patched Perlbal 1.80 with its bugs, so that a player can be tried against them: the prefix in
 * front of error pages and of whole files, 13 bytes after HEAD, EXPECTED-SIZE held against the
 * part, clients left hanging by a silent storage node, no pipelining, HTTP/1.0 everywhere.
 */
export class QuirkyPatch implements Personality {
  readonly #backends: Backends;

  constructor(backends: Backends) {
    this.#backends = backends;
  }

  start(exchange: ExchangeControl): void {
    const cached = this.#backends.application.cache.get(exchange.request);
    if (cached === null) this.#askApplication(exchange);
    else this.#follow(exchange, withDate(cached.head), withoutForgotten(cached.instructions));
  }

  onPipelined(exchange: ExchangeControl): void {
    if (exchange.hasBegun) return;
    answerPage(exchange, 400, 'Bad request', "Can't pipeline to HTTP/1.0", () =>
      // It has just said that it keeps the connection.
      exchange.closeAfterwards(),
    );
  }

  #askApplication(exchange: ExchangeControl): void {
    const { application } = this.#backends;
    const { request } = exchange;
    exchange.enter(
      new ApplicationStage(application, exchange, {
        onInstructions: (head, instructions) => {
          application.cache.offer(request, head, instructions);
          this.#follow(exchange, head, instructions);
        },
        onOwnAnswer: (head) => inOldVersion(head, request.method),
      }),
    );
  }

  #follow(
    exchange: ExchangeControl,
    answer: ApplicationAnswer,
    instructions: ReproxyInstructions,
  ): void {
    exchange.recorder?.setStartHeader(instructions.startHeader);
    const { storage } = this.#backends;
    exchange.enter(new QuirkyStorageStage(storage, exchange, answer, instructions));
  }
}

/** Perlbal's cache keeps the fields that CACHE-FOR names, and no others: not even the offset. */
function withoutForgotten(instructions: ReproxyInstructions): ReproxyInstructions {
  const isNamed = /;.*\bx-reproxy-flv-start\b/i.test(instructions.cacheFor ?? '');
  return isNamed ? instructions : { ...instructions, startHeader: null, start: 0 };
}

/** What Perlbal answers from its cache gets a date of its own. */
function withDate(answer: ApplicationAnswer): ApplicationAnswer {
  const { status, reason, fields } = answer;
  const date = { name: 'Date', key: 'date', value: new Date().toUTCString() };
  return { status, reason, fields: [date, ...fields.filter(({ key }) => key !== 'date')] };
}

/** Passed on with its X-REPROXY-* fields: only a followed answer loses those. */
function inOldVersion(head: ResponseHead, method: string): OwnAnswer {
  const { head: passed } = asItIs(head, method);
  const isUnframed =
    passed.body.kind === 'stream' && fieldValue(head.fields, 'transfer-encoding') === undefined;
  const body = isUnframed ? ({ kind: 'raw', length: null } as const) : passed.body;
  const fields = forwardedFields(head.fields);
  return {
    head: { ...passed, version: 'HTTP/1.0', keepAlive: KEEP_ALIVE, fields, body },
    prefix: '',
  };
}
