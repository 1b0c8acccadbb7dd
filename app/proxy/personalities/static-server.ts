import { parseRange, partOf, type RangedPart } from '../../http/byte-range.ts';
import { formatContentRange, formatUnsatisfiedRange } from '../../http/content-range.ts';
import { type Field, field, fieldValue } from '../../http/fields.ts';
import type { RequestHead } from '../../http/request-head.ts';
import type { ResponseHead } from '../../http/response-head.ts';
import { ApplicationStage, asItIs, type OwnAnswer } from '../application/application-stage.ts';
import type { AnswerHead } from '../client/client-answer.ts';
import type { ExchangeControl } from '../exchange/exchange-control.ts';
import { createFileStage } from '../storage/create-file-stage.ts';
import type { FileSource } from '../storage/file-source.ts';
import { type ReadPart, readPart } from '../storage/read-part.ts';
import type { Backends, Personality } from './personality.ts';
import { isFlvTarget, withoutParameters } from './query-start.ts';
import { sourceOf } from './reproxying.ts';
import { untilSettled } from './until-settled.ts';

/** A body made of a prefix and a slice of the file; `end` is exclusive. */
export interface SyntheticBody {
  /** latin1 */
  readonly prefix: string;
  readonly start: number;
  readonly end: number;
}

/** What is known of the file when the answer is planned. */
export interface StaticFile {
  readonly sizeBytes: number;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** How one server serves FLV files from its own disk. */
export interface StaticManners {
  /** The body for a target; the whole file where the server takes no notice of its query. */
  bodyOf(target: string, sizeBytes: number): SyntheticBody;
  /** The fields of a 200 and a 206, in their order, without framing and Content-Range. */
  fieldsOf(file: StaticFile, body: SyntheticBody, isPart: boolean): Field[];
  /** Its page for an error. */
  pageOf(status: number, reason: string): string;
  readonly reasonOf416: string;
  /** Does its 416 tell the size? */
  readonly hasContentRangeIn416: boolean;
  /** Does it answer HTTP/1.0 in its own version? */
  readonly isHttp10Answered: boolean;
}

/**
 * A web server with an FLV module: the offset stands in the query, and the client's Range applies
 * to the body with its prefix, as if that were a file. The application is asked for the file only.
 */
export class StaticServer implements Personality {
  readonly #backends: Backends;
  readonly #manners: StaticManners;

  constructor(backends: Backends, manners: StaticManners) {
    this.#backends = backends;
    this.#manners = manners;
  }

  start(exchange: ExchangeControl): void {
    const target = withoutParameters(exchange.request.target, ['start', 'end']);
    exchange.enter(
      new ApplicationStage(this.#backends.application, exchange, {
        target,
        range: '',
        onInstructions: (_head, instructions) => this.#serve(exchange, sourceOf(instructions)),
        onOwnAnswer: (head) => this.#onOwnAnswer(exchange, head, target),
      }),
    );
  }

  /** An application that sends an FLV file itself is taken for the storage of it. */
  #onOwnAnswer(
    exchange: ExchangeControl,
    head: ResponseHead,
    target: string,
  ): OwnAnswer | (() => void) {
    const { method } = exchange.request;
    const isFile = (head.status === 200 || head.status === 206) && isFlvTarget(target);
    if (head.status === 404) return () => this.#answerPage(exchange, 404, 'Not Found', []);
    if (!isFile || (method !== 'GET' && method !== 'HEAD')) return asItIs(head, method);
    const urls = [`${this.#backends.application.base.prefix}${target}`];
    return () =>
      this.#serve(exchange, { kind: 'storage', urls, isTrusted: true, expectedSize: null });
  }

  #serve(exchange: ExchangeControl, source: FileSource): void {
    const size = readPart(this.#backends.storage, exchange, source, 0, 0);
    untilSettled(exchange, size, (read) => this.#answer(exchange, source, read));
  }

  #answer(exchange: ExchangeControl, source: FileSource, { total, storage }: ReadPart): void {
    const { request } = exchange;
    const file: StaticFile = {
      sizeBytes: total,
      etag: fieldValue(storage.fields, 'etag') ?? null,
      lastModified: fieldValue(storage.fields, 'last-modified') ?? null,
    };
    const body = this.#manners.bodyOf(request.target, total);
    const length = body.prefix.length + body.end - body.start;
    const asked = partAsked(request, length);
    if (asked.kind === 'unsatisfiable') {
      this.#refuse(exchange, length);
      return;
    }
    const isPart = asked.kind === 'part';
    const fields = this.#manners.fieldsOf(file, body, isPart);
    if (!isPart) {
      this.#send(exchange, source, body, { status: 200, reason: 'OK', fields });
      return;
    }
    const { first, last } = asked;
    fields.push(field('Content-Range', formatContentRange({ first, last, total: length })));
    const part = cutOut(body, first, last + 1);
    this.#send(exchange, source, part, { status: 206, reason: 'Partial Content', fields });
  }

  #send(
    exchange: ExchangeControl,
    source: FileSource,
    body: SyntheticBody,
    start: Pick<AnswerHead, 'status' | 'reason' | 'fields'>,
  ): void {
    const isHead = exchange.request.method === 'HEAD';
    const length = body.prefix.length + body.end - body.start;
    const kind = isHead ? 'none' : 'length';
    const head = { version: this.#versionFor(exchange), ...start, body: { kind, length } } as const;
    if (isHead || body.start >= body.end) {
      exchange.begin(head, isHead ? '' : body.prefix);
      exchange.end();
      return;
    }
    const part = { kind: 'from', first: body.start, last: body.end - 1 } as const;
    const onAccepted = () => {
      exchange.begin(head, body.prefix);
      return true;
    };
    const wish = { source, part, method: 'GET', onAccepted } as const;
    exchange.enter(createFileStage(this.#backends.storage, exchange, wish));
  }

  #refuse(exchange: ExchangeControl, length: number): void {
    const contentRange = field('Content-Range', formatUnsatisfiedRange(length));
    const { reasonOf416, hasContentRangeIn416 } = this.#manners;
    this.#answerPage(exchange, 416, reasonOf416, hasContentRangeIn416 ? [contentRange] : []);
  }

  #answerPage(
    exchange: ExchangeControl,
    status: number,
    reason: string,
    more: readonly Field[],
  ): void {
    const page = this.#manners.pageOf(status, reason);
    const fields = [field('Content-Type', 'text/html'), ...more];
    const isHead = exchange.request.method === 'HEAD';
    const body = { kind: isHead ? 'none' : 'length', length: page.length } as const;
    exchange.begin({ version: this.#versionFor(exchange), status, reason, fields, body });
    if (!isHead) exchange.write(Buffer.from(page, 'latin1'));
    exchange.end();
  }

  #versionFor({ request }: ExchangeControl): AnswerHead['version'] {
    return this.#manners.isHttp10Answered && request.minorVersion === 0 ? 'HTTP/1.0' : undefined;
  }
}

/** The part that the client's Range asks for, of a body of that length. */
function partAsked({ method, fields }: RequestHead, length: number): RangedPart {
  const text = method === 'GET' ? fieldValue(fields, 'range') : undefined;
  const range = text === undefined ? null : parseRange(text);
  return range === null ? { kind: 'whole' } : partOf(range, length);
}

/** Bytes `from` to `to` (exclusive) of a synthetic body. */
function cutOut({ prefix, start }: SyntheticBody, from: number, to: number): SyntheticBody {
  const inFile = (at: number) => start + Math.max(0, at - prefix.length);
  return { prefix: prefix.slice(from, to), start: inFile(from), end: inFile(to) };
}
