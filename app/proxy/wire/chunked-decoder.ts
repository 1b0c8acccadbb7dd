import { findStrayByte, parseFieldLines } from '../../http/field-lines.ts';
import type { BodyDecoder, ContentSink } from './body-decoder.ts';

const CR = 0x0d;
const LF = 0x0a;

/** A chunk-size line with extensions may be this long, the trailers together this much, bytes. */
const MAX_SIZE_LINE = 256;
const MAX_TRAILERS = 8192;

/** RFC 9112 §7.1, at most 2^48: no sign, no `0x`, no white space around the number. */
const SIZE_LINE = /^([0-9A-Fa-f]{1,12})(?:;([\t\x20-\x7e\x80-\xff]*))?$/;

type State = 'size' | 'data' | 'data_end' | 'trailers' | 'done';

/**
 * Decodes the chunked transfer coding (RFC 9112 §7.1). Strict: lines end in CRLF only, sizes are
 * hex digits only. Chunk extensions are read over and not handed on, as §7.1.1 allows.
 */
export class ChunkedDecoder implements BodyDecoder {
  #state: State = 'size';
  #line = '';
  #left = 0;
  #trailers = '';

  get isDone(): boolean {
    return this.#state === 'done';
  }

  get trailers(): string {
    return this.#trailers;
  }

  decode(bytes: Buffer, sink: ContentSink): number | null {
    let at = 0;
    while (at < bytes.length && this.#state !== 'done') {
      if (this.#state === 'data') {
        const taken = Math.min(this.#left, bytes.length - at);
        this.#left -= taken;
        sink.onContent(bytes.subarray(at, at + taken));
        at += taken;
        if (this.#left === 0) this.#state = 'data_end';
        continue;
      }
      const lineEnd = bytes.indexOf(LF, at);
      const end = lineEnd < 0 ? bytes.length : lineEnd + 1;
      this.#line += bytes.toString('latin1', at, end);
      at = end;
      if (this.#line.length > this.#lineLimit()) return null;
      if (lineEnd < 0) return this.#isPlausible() ? at : null;
      if (!this.#endLine()) return null;
    }
    return at;
  }

  #lineLimit(): number {
    if (this.#state === 'data_end') return 2;
    return this.#state === 'size' ? MAX_SIZE_LINE : MAX_TRAILERS - this.#trailers.length;
  }

  /** Finds a broken line while it is still arriving, so that it needs no time-out to end it. */
  #isPlausible(): boolean {
    return this.#state !== 'data_end' || this.#line === '' || this.#line.charCodeAt(0) === CR;
  }

  #endLine(): boolean {
    const whole = this.#line;
    this.#line = '';
    if (!whole.endsWith('\r\n')) return false;
    const line = whole.slice(0, -2);
    switch (this.#state) {
      case 'size':
        return this.#startChunk(line);
      case 'data_end':
        this.#state = 'size';
        return line === '';
      default:
        return this.#addTrailer(line);
    }
  }

  #startChunk(line: string): boolean {
    const match = SIZE_LINE.exec(line);
    if (match === null) return false;
    this.#left = Number.parseInt(match[1] ?? '', 16);
    this.#state = this.#left === 0 ? 'trailers' : 'data';
    return true;
  }

  #addTrailer(line: string): boolean {
    if (line === '') {
      this.#state = 'done';
      return true;
    }
    const field = `${line}\r\n`;
    if (findStrayByte(field) !== null || typeof parseFieldLines(field, 0) === 'string')
      return false;
    this.#trailers += field;
    return true;
  }
}
