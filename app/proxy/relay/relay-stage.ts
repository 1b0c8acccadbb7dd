import { CodedError, type SeeklabError } from '../../contract/errors.ts';
import type { ResponseHead } from '../../http/response-head.ts';
import type { ExchangeControl } from '../exchange/exchange-control.ts';
import type { Stage } from '../exchange/stage.ts';
import { isOurselves, type UpstreamUrl } from '../upstream/endpoint.ts';
import type { UpstreamFailure } from '../upstream/failure.ts';
import { type HopListener, UpstreamHop } from '../upstream/upstream-hop.ts';
import type { UpstreamPool } from '../upstream/upstream-pool.ts';
import { certificateTrouble } from './certificate-trouble.ts';
import type { Mask } from './mask.ts';
import { isSameServer, type Redirection, redirectionOf } from './redirection.ts';
import type { RelayTarget } from './relay-target.ts';
import { composeTargetHead } from './target-request.ts';

/** Redirections followed for one answer. */
const MAX_REDIRECTIONS = 10;

/** What is asked, of whom, and through what. */
export interface RelayQuestion {
  readonly target: RelayTarget;
  readonly url: UpstreamUrl;
  readonly range: string | null;
  readonly pool: UpstreamPool;
  readonly ownPort: number;
  readonly isFromOurPage: boolean;
  /** Hides what must not be shown of an address. */
  readonly mask: Mask;
}

/**
 * The target hop: sends the client's request on, and hands the answer on as it streams in. A redirection
 * is followed where the user said so, each time with a hop of its own; any other is passed on.
 */
export class RelayStage implements Stage, HopListener {
  readonly requestBody = null;
  readonly #question: RelayQuestion;
  readonly #exchange: ExchangeControl;
  readonly #onOver: () => void;
  readonly #asked = new Set<string>();
  #url: UpstreamUrl;
  #hop: UpstreamHop | null = null;
  #startedAtMs = 0;
  #receivedBytes = 0;

  /** @param onOver called once, when nothing more is asked for this exchange */
  constructor(question: RelayQuestion, exchange: ExchangeControl, onOver: () => void) {
    this.#question = question;
    this.#exchange = exchange;
    this.#onOver = onOver;
    this.#url = question.url;
  }

  start(): void {
    this.#ask(this.#question.url);
  }

  resume(): void {
    this.#hop?.resume();
  }

  abort(): void {
    this.#hop?.abort();
    this.#hop = null;
    this.#onOver();
  }

  onInterim(head: ResponseHead): void {
    this.#exchange.sendInterim(head.raw);
  }

  onHead(head: ResponseHead, hasBodyBytes: boolean): void {
    const leadsTo = redirectionOf(head, this.#url);
    if (leadsTo !== null && this.#question.target.redirectHosts.has(leadsTo.to.endpoint.peer)) {
      this.#note(head.status);
      this.#hop?.dismiss();
      this.#hop = null;
      this.#follow(leadsTo);
      return;
    }
    this.#exchange.relay(head);
    if (!hasBodyBytes) this.#exchange.flush();
  }

  onBody(bytes: Buffer): boolean {
    this.#receivedBytes += bytes.length;
    return this.#exchange.write(bytes);
  }

  errorOfExtra(bytes: number): SeeklabError | null {
    // Whether what is sent behind an answer to HEAD comes with it is chance: "Who is it?" waits for it.
    if (this.#exchange.request.method === 'HEAD') return null;
    const { peer } = this.#url.endpoint;
    return new CodedError('target_extra_bytes', { peer, bytes }).toJSON();
  }

  onEnd(trailers: string): void {
    this.#hop = null;
    this.#exchange.end(trailers);
  }

  onFailure(failure: UpstreamFailure): void {
    const error = this.#errorOf(failure);
    this.#hop?.recordFailure(failure, error.toJSON());
    this.#hop = null;
    this.#note(this.#question.mask(failure.detail));
    this.#exchange.fail(error);
  }

  onWritten(): void {}

  #follow({ to, hasUser }: Redirection): void {
    if (hasUser) {
      const { peer } = to.endpoint;
      this.#exchange.fail(new CodedError('target_redirect_credentials', { peer }));
      return;
    }
    if (this.#asked.has(to.url) || this.#asked.size > MAX_REDIRECTIONS) {
      const detail = `it leads in a circle, after ${this.#asked.size} redirections to ${this.#question.mask(to.url)}`;
      this.#exchange.fail(new CodedError('target_redirect_loop', { detail }));
      return;
    }
    this.#ask(to);
  }

  #ask(url: UpstreamUrl): void {
    const { target, range, pool, ownPort, isFromOurPage, mask } = this.#question;
    const { request } = this.#exchange;
    if (isOurselves(url.endpoint, ownPort)) {
      this.#exchange.fail(
        new CodedError('loop_detected', { detail: `${mask(url.url)} is our own port` }),
      );
      return;
    }
    this.#url = url;
    this.#asked.add(url.url);
    this.#startedAtMs = performance.now();
    const isElsewhere = !isSameServer(url, this.#question.url);
    const head = composeTargetHead(request, url, { target, range, isFromOurPage, isElsewhere });
    const writeDown = () => {
      const { recorder } = this.#exchange;
      recorder?.setMask(mask);
      return recorder?.addHop('target', url.endpoint.peer, url.url, head) ?? null;
    };
    const { method } = request;
    // Some servers write the prefix behind the head of such an answer: it would begin the next one.
    const asked = { method, head, hasBody: false, isLast: method === 'HEAD' };
    this.#hop = new UpstreamHop(pool, url.endpoint, asked, this, writeDown);
  }

  #errorOf(failure: UpstreamFailure): CodedError {
    const { peer } = this.#url.endpoint;
    const { limitMs, outcome } = failure;
    // It may quote the answer.
    const detail = this.#question.mask(failure.detail);
    if (this.#exchange.hasBegun)
      return new CodedError('target_cut', { peer, got: this.#receivedBytes, detail });
    if (limitMs !== null) return new CodedError('target_timeout', { peer, limitMs });
    const trouble = this.#url.endpoint.isTls ? certificateTrouble(detail) : null;
    if (trouble !== null) return new CodedError('target_certificate', { peer, detail: trouble });
    if (outcome === 'refused') return new CodedError('target_unreachable', { peer, detail });
    return new CodedError('target_bad_answer', { peer, detail });
  }

  #note(result: string | number): void {
    const elapsedMs = performance.now() - this.#startedAtMs;
    const { method } = this.#exchange.request;
    const url = this.#question.mask(this.#url.url);
    this.#exchange.note({ method, url, result, elapsedMs });
  }
}
