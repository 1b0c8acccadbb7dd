import { CodedError } from '../../../contract/errors.ts';
import { patchPrefix } from '../../../flv/prefix.ts';
import { fieldValue } from '../../../http/fields.ts';
import type { ResponseHead } from '../../../http/response-head.ts';
import type {
  ApplicationAnswer,
  ReproxyInstructions,
} from '../../application/reproxy-instructions.ts';
import type { ExchangeControl } from '../../exchange/exchange-control.ts';
import type { Stage } from '../../exchange/stage.ts';
import type { StorageAccess } from '../../storage/storage-access.ts';
import { isOurselves, parseUpstreamUrl, type UpstreamUrl } from '../../upstream/endpoint.ts';
import type { UpstreamFailure } from '../../upstream/failure.ts';
import { type HopListener, UpstreamHop } from '../../upstream/upstream-hop.ts';
import { answerPage } from './perlbal-page.ts';
import { composeQuirkyHead } from './quirky-head.ts';

const PREFIX = Buffer.from(patchPrefix).toString('latin1');
/** After this time without an answer Perlbal gives its client up, without a word. */
const GIVE_UP_MS = 35_000;

/**
 * The storage hops of patched Perlbal: asked in HTTP/1.0 with the client's Host, believed whatever
 * they say, and passed on as the bytes come. A node that breaks off leaves the client waiting.
 */
export class QuirkyStorageStage implements Stage, HopListener {
  readonly requestBody = null;
  readonly #storage: StorageAccess;
  readonly #exchange: ExchangeControl;
  readonly #application: ApplicationAnswer;
  readonly #urls: UpstreamUrl[];
  readonly #expectedSize: string | null;
  /** What stands in Range, and brings the prefix: any text that Perl takes for true. */
  readonly #start: string | null;
  readonly #method: 'GET' | 'HEAD';
  #hop: UpstreamHop | null = null;
  #url = '';
  #askedAtMs = 0;
  #givingUp: NodeJS.Timeout | null = null;

  constructor(
    storage: StorageAccess,
    exchange: ExchangeControl,
    application: ApplicationAnswer,
    { urls, startHeader, expectedSize }: ReproxyInstructions,
  ) {
    this.#storage = storage;
    this.#exchange = exchange;
    this.#application = application;
    this.#urls = (urls ?? []).flatMap((text) => usable(text) ?? []);
    this.#expectedSize = expectedSize;
    this.#start =
      startHeader === null || startHeader === '' || startHeader === '0' ? null : startHeader;
    this.#method = exchange.request.method === 'HEAD' ? 'HEAD' : 'GET';
  }

  start(): void {
    this.#askNext();
  }

  resume(): void {
    this.#hop?.resume();
  }

  abort(): void {
    if (this.#givingUp !== null) clearTimeout(this.#givingUp);
    this.#hop?.abort();
  }

  onInterim(): void {
    // Perlbal takes a 1xx for the answer, and as it is no 2xx, for a bad one.
    this.#hop?.abort();
    this.#askNext();
  }

  onWritten(): void {}

  #askNext(): void {
    this.#hop = null;
    const { recorder, request } = this.#exchange;
    const { pool, ownPort, isAllowed } = this.#storage;
    const url = this.#urls.shift();
    if (url === undefined) {
      answerPage(this.#exchange, 503, 'Service Unavailable');
      return;
    }
    // The quirks are Perlbal's, the limits are still ours.
    const { host, port, peer } = url.endpoint;
    if (isOurselves(url.endpoint, ownPort) || !isAllowed(host, port)) {
      this.#exchange.fail(new CodedError('storage_not_allowed', { peer }));
      return;
    }
    const head = this.#headFor(url, fieldValue(request.fields, 'host'));
    const writeDown = () => recorder?.addHop('storage', peer, url.url, head) ?? null;
    this.#url = url.url;
    this.#askedAtMs = performance.now();
    const upstreamRequest = { method: this.#method, head, hasBody: false, isAnswerRaw: true };
    this.#hop = new UpstreamHop(pool, url.endpoint, upstreamRequest, this, writeDown);
  }

  #headFor(url: UpstreamUrl, host: string | undefined): string {
    const range = this.#start === null ? this.#clientRange() : `bytes=${this.#start}-`;
    const rangeLine = range === undefined ? '' : `Range: ${range}\r\n`;
    const hostLine = host === undefined ? '' : `Host: ${host}\r\n`;
    return `${this.#method} ${url.target} HTTP/1.0\r\nConnection: keep-alive\r\n${rangeLine}${hostLine}\r\n`;
  }

  #clientRange(): string | undefined {
    return fieldValue(this.#exchange.request.fields, 'range');
  }

  onHead(head: ResponseHead, hasBodyBytes: boolean): void {
    const elapsedMs = performance.now() - this.#askedAtMs;
    this.#exchange.note({ method: this.#method, url: this.#url, result: head.status, elapsedMs });
    const error = this.#faultOf(head);
    if (error !== null) {
      this.#hop?.discard('rejected', error.toJSON());
      this.#askNext();
      return;
    }
    const prefix = this.#start === null ? '' : PREFIX;
    this.#exchange.begin(composeQuirkyHead(this.#application, head, prefix.length), prefix);
    if (!hasBodyBytes) this.#exchange.flush();
  }

  #faultOf(head: ResponseHead): CodedError | null {
    const peer = this.#hop?.endpoint.peer ?? '';
    const { status, contentLength } = head;
    if (status > 299 && status !== 416)
      return new CodedError('storage_bad_status', { peer, status });
    const expected = this.#expectedSize;
    if (expected === null || Number(expected) === (contentLength ?? 0)) return null;
    return new CodedError('storage_wrong_size', { peer, size: contentLength ?? 0, expected });
  }

  onBody(bytes: Buffer): boolean {
    return this.#exchange.write(bytes);
  }

  onEnd(): void {
    this.#hop = null;
    this.#exchange.end();
  }

  onFailure(failure: UpstreamFailure): void {
    const peer = this.#hop?.endpoint.peer ?? '';
    const error = new CodedError('storage_bad_answer', { peer, detail: failure.detail });
    this.#hop?.recordFailure(failure, error.toJSON());
    this.#hop = null;
    if (failure.outcome === 'refused') {
      this.#askNext();
    } else if (!this.#exchange.hasBegun) {
      this.#givingUp = setTimeout(() => this.#exchange.abandon(error), GIVE_UP_MS);
    } else if (failure.outcome === 'timeout') {
      this.#exchange.abandon(error);
    } else {
      // The body is short, and the connection stays as if it were not.
      this.#exchange.end();
    }
  }
}

function usable(text: string): UpstreamUrl | null {
  return text.startsWith('http://') ? parseUpstreamUrl(text) : null;
}
