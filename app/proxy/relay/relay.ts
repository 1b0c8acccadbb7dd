import { CodedError } from '../../contract/errors.ts';
import { type Fields, fieldValue } from '../../http/fields.ts';
import { readRelayAsk } from '../../http/relay-url.ts';
import { fillPattern, withPairs } from '../../http/target-pattern.ts';
import type { ExchangeControl } from '../exchange/exchange-control.ts';
import type { Personality } from '../personalities/personality.ts';
import { parseUpstreamUrl } from '../upstream/endpoint.ts';
import type { UpstreamPool } from '../upstream/upstream-pool.ts';
import { createMask, type Mask } from './mask.ts';
import { RelayStage } from './relay-stage.ts';
import type { RelayTarget, RelayTargets } from './relay-target.ts';

/** Requests under way at a time: whoever leads back to us in a circle ends here. */
const MAX_RUNNING = 256;

export interface RelayAccess {
  readonly targets: RelayTargets;
  readonly pool: UpstreamPool;
  /** For targets of which any certificate is taken. */
  readonly trustingPool: UpstreamPool;
  readonly ownPort: number;
  /** Exact origin of our page. */
  readonly corsOrigin: () => string | null;
}

/**
 * Sends requests on to the targets that the user added, and their answers back as they came.
 *
 * Threat model. Pages of other sites are kept out: a target's fields may be credentials, and what it lets
 * everybody read is not meant to be read with those. Only GET and HEAD, without a body, so no two
 * readings of one request; what the target answers is read as strictly as storage's answers. A name is
 * connected to by an address that was checked, and none leads to this machine. A redirection is followed to listed
 * hosts only, and takes no credentials to another server.
 */
export class Relay implements Personality {
  readonly #access: RelayAccess;
  #running = 0;

  constructor(access: RelayAccess) {
    this.#access = access;
  }

  start(exchange: ExchangeControl): void {
    const error = this.#refusalOf(exchange);
    if (error !== null) exchange.fail(error);
    else this.#send(exchange);
  }

  #refusalOf({ request }: ExchangeControl): CodedError | null {
    const { method, fields, framing } = request;
    const page = foreignPage(fields, this.#access.corsOrigin());
    if (page !== null) return new CodedError('relay_foreign_page', { page });
    if (method !== 'GET' && method !== 'HEAD')
      return new CodedError('method_not_allowed', { method, allowed: 'GET and HEAD' });
    const hasBody = framing.kind === 'length' ? framing.length > 0 : framing.kind !== 'none';
    if (hasBody)
      return new CodedError('request_not_implemented', {
        detail: 'A body of a request to a target',
      });
    if (this.#running >= MAX_RUNNING) return new CodedError('relay_busy', { limit: MAX_RUNNING });
    return null;
  }

  #send(exchange: ExchangeControl): void {
    const { request } = exchange;
    const ask = readRelayAsk(request.target);
    const target = ask && this.#access.targets.find(ask.target);
    if (ask === null || target === null) {
      exchange.fail(new CodedError('target_unknown', { name: ask?.target ?? request.target }));
      return;
    }
    const mask = maskOf(target);
    const { url: filled, range } = fillPattern(target.pattern, ask);
    const address = withPairs(filled, ask.pairs);
    const url = parseUpstreamUrl(address);
    if (url === null) {
      exchange.fail(
        new CodedError('target_pattern_invalid', {
          pattern: mask(address),
          detail: NO_ADDRESS,
        }),
      );
      return;
    }
    this.#running += 1;
    let isOver = false;
    const question = {
      target,
      url,
      range,
      mask,
      ...this.#waysTo(target),
      ...this.#from(request.fields),
    };
    const stage = new RelayStage(question, exchange, () => {
      if (!isOver) this.#running -= 1;
      isOver = true;
    });
    exchange.enter(stage);
  }

  #waysTo({ isSelfSignedAllowed }: RelayTarget) {
    const { pool, trustingPool, ownPort } = this.#access;
    return { pool: isSelfSignedAllowed ? trustingPool : pool, ownPort };
  }

  #from(fields: Fields) {
    const origin = this.#access.corsOrigin();
    return { isFromOurPage: origin !== null && fieldValue(fields, 'origin') === origin };
  }
}

/** Made once for each target: every request needs it. */
const masks = new WeakMap<RelayTarget, Mask>();

function maskOf(target: RelayTarget): Mask {
  const known = masks.get(target);
  if (known !== undefined) return known;
  const mask = createMask({ fields: target.fields, pattern: target.pattern.text });
  masks.set(target, mask);
  return mask;
}

const NO_ADDRESS = 'filled in, it is no address that can be asked';

/** The page of another site that a browser asks for; null for our own, and for whoever is no page. */
function foreignPage(fields: Fields, ours: string | null): string | null {
  const origin = fieldValue(fields, 'origin');
  if (origin !== undefined) return origin === ours ? null : origin;
  const site = fieldValue(fields, 'sec-fetch-site');
  return site === undefined || site === 'none' || site === 'same-origin' ? null : `a ${site} page`;
}
