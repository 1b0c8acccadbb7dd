import { type ByteRange, parseRange, partOf, type RangedPart } from '../../http/byte-range.ts';
import { formatContentRange, formatUnsatisfiedRange } from '../../http/content-range.ts';
import { type Field, field, fieldValue } from '../../http/fields.ts';
import type { ResponseHead } from '../../http/response-head.ts';
import { ApplicationStage, asItIs, type OwnAnswer } from '../application/application-stage.ts';
import type { AnswerHead } from '../client/client-answer.ts';
import type { ExchangeControl } from '../exchange/exchange-control.ts';
import { createFileSourceStage, type FileSource } from '../storage/file-source.ts';
import { type ReadPart, readPart } from '../storage/read-part.ts';
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
export class StaticServer {
  readonly #exchange: ExchangeControl;
  readonly #manners: StaticManners;

  constructor(exchange: ExchangeControl, manners: StaticManners) {
    this.#exchange = exchange;
    this.#manners = manners;
  }

  start(): void {
    const { clientAddress, request } = this.#exchange;
    const target = withoutParameters(request.target, ['start', 'end']);
    this.#exchange.enter(
      new ApplicationStage({
        control: this.#exchange,
        clientAddress,
        target,
        range: '',
        onInstructions: (_head, instructions) => this.#serve(sourceOf(instructions)),
        onOwnAnswer: (head) => this.#onOwnAnswer(head, target),
      }),
    );
  }

  /** An application that sends an FLV file itself is taken for the storage of it. */
  #onOwnAnswer(head: ResponseHead, target: string): OwnAnswer | (() => void) {
    const { method } = this.#exchange.request;
    const isFile = (head.status === 200 || head.status === 206) && isFlvTarget(target);
    if (head.status === 404) return () => this.#answerPage(404, 'Not Found', []);
    if (!isFile || (method !== 'GET' && method !== 'HEAD')) return asItIs(head, method);
    const urls = [`${this.#exchange.context.application.prefix}${target}`];
    return () => this.#serve({ kind: 'storage', urls, isTrusted: true, expectedSize: null });
  }

  #serve(source: FileSource): void {
    untilSettled(this.#exchange, readPart(this.#exchange, source, 0, 0), (read) =>
      this.#answer(source, read),
    );
  }

  #answer(source: FileSource, { total, storage }: ReadPart): void {
    const { request } = this.#exchange;
    const file: StaticFile = {
      sizeBytes: total,
      etag: fieldValue(storage.fields, 'etag') ?? null,
      lastModified: fieldValue(storage.fields, 'last-modified') ?? null,
    };
    const body = this.#manners.bodyOf(request.target, total);
    const range = this.#rangeOf();
    const length = body.prefix.length + body.end - body.start;
    const asked: RangedPart = range === null ? { kind: 'whole' } : partOf(range, length);
    if (asked.kind === 'whole') {
      this.#send(source, body, this.#headOf(file, body, 200, 'OK', length, null));
      return;
    }
    if (asked.kind === 'unsatisfiable') {
      this.#refuse(length);
      return;
    }
    const { first, last } = asked;
    const contentRange = formatContentRange({ first, last, total: length });
    const part = cutOut(body, first, last + 1);
    const partLength = last - first + 1;
    const head = this.#headOf(file, body, 206, 'Partial Content', partLength, contentRange);
    this.#send(source, part, head);
  }

  #rangeOf(): ByteRange | null {
    const { method, fields } = this.#exchange.request;
    const range = fieldValue(fields, 'range');
    return range === undefined || method !== 'GET' ? null : parseRange(range);
  }

  #headOf(
    file: StaticFile,
    body: SyntheticBody,
    status: number,
    reason: string,
    length: number,
    contentRange: string | null,
  ): AnswerHead {
    const fields = this.#manners.fieldsOf(file, body, contentRange !== null);
    if (contentRange !== null) fields.push(field('Content-Range', contentRange));
    const isHead = this.#exchange.request.method === 'HEAD';
    const kind = isHead ? 'none' : 'length';
    return { version: this.#version, status, reason, fields, body: { kind, length } };
  }

  #send(source: FileSource, body: SyntheticBody, head: AnswerHead): void {
    const exchange = this.#exchange;
    if (body.start >= body.end || head.body.kind === 'none') {
      exchange.begin(head, head.body.kind === 'none' ? '' : body.prefix);
      exchange.end();
      return;
    }
    const part = { kind: 'from', first: body.start, last: body.end - 1 } as const;
    exchange.enter(
      createFileSourceStage(exchange, source, part, () => {
        exchange.begin(head, body.prefix);
        return true;
      }),
    );
  }

  #refuse(length: number): void {
    const contentRange = field('Content-Range', formatUnsatisfiedRange(length));
    const { reasonOf416, hasContentRangeIn416 } = this.#manners;
    this.#answerPage(416, reasonOf416, hasContentRangeIn416 ? [contentRange] : []);
  }

  #answerPage(status: number, reason: string, more: readonly Field[]): void {
    const page = this.#manners.pageOf(status, reason);
    const fields = [field('Content-Type', 'text/html'), ...more];
    const isHead = this.#exchange.request.method === 'HEAD';
    const body = { kind: isHead ? 'none' : 'length', length: page.length } as const;
    this.#exchange.begin({ version: this.#version, status, reason, fields, body });
    if (!isHead) this.#exchange.write(Buffer.from(page, 'latin1'));
    this.#exchange.end();
  }

  get #version(): AnswerHead['version'] {
    const isOld = this.#manners.isHttp10Answered && this.#exchange.request.minorVersion === 0;
    return isOld ? 'HTTP/1.0' : undefined;
  }
}

/** Bytes `from` to `to` (exclusive) of a synthetic body. */
function cutOut({ prefix, start }: SyntheticBody, from: number, to: number): SyntheticBody {
  const inFile = (at: number) => start + Math.max(0, at - prefix.length);
  return { prefix: prefix.slice(from, to), start: inFile(from), end: inFile(to) };
}
