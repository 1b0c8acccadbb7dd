import { CodedError } from '../../contract/errors.ts';
import type { ResponseHead } from '../../http/response-head.ts';
import type { BodyTaker, Stage } from '../exchange/stage.ts';
import { parseUpstreamUrl, type UpstreamUrl } from '../upstream/endpoint.ts';
import type { UpstreamFailure } from '../upstream/failure.ts';
import { type HopListener, UpstreamHop } from '../upstream/upstream-hop.ts';
import { judgeContinuation } from './continuation.ts';
import type { FileSource, FileWish } from './file-source.ts';
import { composeStorageHead, obstacleTo, type StorageAccess } from './storage-access.ts';
import { type FileSlice, judgeStorageAnswer, type StorageVerdict } from './storage-verdict.ts';
import { rangeOf } from './wanted-part.ts';

/**
 * The storage hops: asks one URL after the other until one sends what is wanted, and when that one
 * dies in the middle, asks the next for the rest, so that the client sees one body without a seam.
 */
export class StorageStage implements Stage, HopListener {
  /** The application has answered: the rest of the request is for nobody. */
  readonly requestBody = null;
  readonly #storage: StorageAccess;
  readonly #taker: BodyTaker;
  readonly #source: FileSource & { kind: 'storage' };
  readonly #wish: FileWish;
  #nextUrl = 0;
  #url: UpstreamUrl | null = null;
  #hop: UpstreamHop | null = null;
  #askedAtMs = 0;
  #lastError: CodedError | null = null;
  /** What the client is getting; null before, and while the size of the file is not known. */
  #slice: FileSlice | null = null;
  /** The URL that the slice was accepted from. */
  #acceptedUrl = '';
  #isAccepted = false;
  #sentBytes = 0;
  #hopBytes = 0;

  constructor(
    storage: StorageAccess,
    taker: BodyTaker,
    source: FileSource & { kind: 'storage' },
    wish: FileWish,
  ) {
    this.#storage = storage;
    this.#taker = taker;
    this.#source = source;
    this.#wish = wish;
  }

  start(): void {
    this.#askNext();
  }

  resume(): void {
    this.#hop?.resume();
  }

  abort(): void {
    this.#hop?.abort();
  }

  onInterim(): void {}

  onWritten(): void {}

  #askNext(): void {
    const { urls, isTrusted } = this.#source;
    while (this.#nextUrl < urls.length) {
      const text = urls[this.#nextUrl++] ?? '';
      const url = parseUpstreamUrl(text);
      const error = obstacleTo(this.#storage, text, url, isTrusted);
      if (error === null && url !== null) {
        this.#ask(url);
        return;
      }
      this.#lastError = error;
      this.#taker.note({
        method: this.#wish.method,
        url: text,
        result: error?.code ?? '',
        elapsedMs: 0,
      });
    }
    const value = urls.join(' ');
    this.#taker.fail(this.#lastError ?? new CodedError('reproxy_url_unusable', { value }));
  }

  #ask(url: UpstreamUrl): void {
    const { pool, via } = this.#storage;
    const { recorder } = this.#taker;
    const { method } = this.#wish;
    this.#url = url;
    const head = composeStorageHead(method, url, this.#range(), via);
    const writeDown = () => recorder?.addHop('storage', url.endpoint.peer, url.url, head) ?? null;
    this.#askedAtMs = performance.now();
    this.#hopBytes = 0;
    const request = { method, head, hasBody: false };
    this.#hop = new UpstreamHop(pool, url.endpoint, request, this, writeDown);
  }

  /** What to ask for: the wanted part, or what is missing of it. */
  #range(): string | null {
    if (this.#slice === null) return rangeOf(this.#wish.part);
    const isOpen = this.#slice.last === this.#slice.total - 1;
    return `bytes=${this.#slice.first + this.#sentBytes}-${isOpen ? '' : this.#slice.last}`;
  }

  onHead(head: ResponseHead, hasBodyBytes: boolean): void {
    const isContinuation = this.#isAccepted;
    const verdict = this.#judge(head);
    if (verdict.kind === 'rejected') {
      this.#reject(verdict.error, `${head.status}`);
      return;
    }
    this.#note(head.status);
    if (isContinuation) return;
    this.#isAccepted = true;
    this.#acceptedUrl = this.#url?.url ?? '';
    if (verdict.kind === 'slice') this.#slice = verdict.slice;
    const isWanted = this.#wish.onAccepted(verdict, head);
    if (!isWanted) {
      this.#hop?.dismiss();
      this.#hop = null;
    } else if (!hasBodyBytes) {
      this.#taker.flush();
    }
  }

  #judge(head: ResponseHead): StorageVerdict {
    const peer = this.#url?.endpoint.peer ?? '';
    if (this.#slice !== null) {
      const isCopy = this.#storage.areCopies(this.#acceptedUrl, this.#url?.url ?? '');
      return judgeContinuation(head, peer, this.#slice, this.#sentBytes, isCopy);
    }
    const { part, method } = this.#wish;
    const { expectedSize } = this.#source;
    return judgeStorageAnswer(head, peer, { part, expectedSize, method });
  }

  onBody(bytes: Buffer): boolean {
    const missing = this.#missingBytes();
    const wanted = bytes.length > missing ? bytes.subarray(0, missing) : bytes;
    this.#sentBytes += wanted.length;
    this.#hopBytes += wanted.length;
    return this.#taker.write(wanted);
  }

  onEnd(): void {
    if (this.#slice !== null && this.#missingBytes() > 0 && this.#wish.method === 'GET') {
      this.#onCut('it ended its body too early');
    } else {
      this.#hop = null;
      this.#taker.end();
    }
  }

  onFailure(failure: UpstreamFailure): void {
    if (this.#isAccepted) {
      this.#hop?.recordFailure(failure, this.#cutError().toJSON());
      this.#onCut(failure.detail);
    } else {
      const error = this.#errorOf(failure);
      this.#hop?.recordFailure(failure, error.toJSON());
      this.#tryNext(error, failure.detail);
    }
  }

  #reject(error: CodedError, result: string): void {
    this.#hop?.discard('rejected', error.toJSON());
    this.#tryNext(error, result);
  }

  #onCut(detail: string): void {
    const error = this.#cutError();
    // Without its size nobody knows whether another copy is the same file.
    if (this.#slice === null) this.#nextUrl = this.#source.urls.length;
    this.#tryNext(error, detail);
  }

  #tryNext(error: CodedError, result: string): void {
    this.#hop = null;
    this.#lastError = error;
    this.#note(`${result} (${error.code})`);
    this.#askNext();
  }

  #missingBytes(): number {
    if (this.#slice === null) return Number.POSITIVE_INFINITY;
    return this.#slice.last - this.#slice.first + 1 - this.#sentBytes;
  }

  #cutError(): CodedError {
    const expected = this.#hopBytes + this.#missingBytes();
    const peer = this.#url?.endpoint.peer ?? '';
    return new CodedError('storage_cut', { peer, got: this.#hopBytes, expected });
  }

  #errorOf({ outcome, detail, limitMs }: UpstreamFailure): CodedError {
    const peer = this.#url?.endpoint.peer ?? '';
    if (limitMs !== null) return new CodedError('storage_timeout', { peer, limitMs });
    if (outcome === 'refused') return new CodedError('storage_unreachable', { peer, detail });
    return new CodedError('storage_bad_answer', { peer, detail });
  }

  #note(result: string | number): void {
    const elapsedMs = performance.now() - this.#askedAtMs;
    this.#taker.note({ method: this.#wish.method, url: this.#url?.url ?? '', result, elapsedMs });
  }
}
