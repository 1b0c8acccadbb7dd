import type { BodyFraming } from '../../http/body-framing.ts';
import { ChunkedDecoder } from './chunked-decoder.ts';

/** Gets the content of a body, as views of the bytes that are being decoded. */
export interface ContentSink {
  onContent(content: Buffer): void;
}

/** Takes a body's content out of the bytes of a connection, however these are cut. */
export interface BodyDecoder {
  /** True when the whole body has been decoded. */
  readonly isDone: boolean;
  /** Raw trailer lines with their line ends, without the blank line; '' when there were none. */
  readonly trailers: string;
  /**
   * Hands on the content found in `bytes` as views of it.
   * @returns how many bytes belonged to the body, or null when it is malformed
   */
  decode(bytes: Buffer, sink: ContentSink): number | null;
}

export function createBodyDecoder(framing: BodyFraming): BodyDecoder {
  switch (framing.kind) {
    case 'none':
      return new LengthDecoder(0);
    case 'length':
      return new LengthDecoder(framing.length);
    case 'chunked':
      return new ChunkedDecoder();
    case 'until_close':
      return new LengthDecoder(Number.POSITIVE_INFINITY);
  }
}

class LengthDecoder implements BodyDecoder {
  readonly trailers = '';
  #left: number;

  constructor(length: number) {
    this.#left = length;
  }

  get isDone(): boolean {
    return this.#left === 0;
  }

  decode(bytes: Buffer, sink: ContentSink): number {
    const taken = Math.min(bytes.length, this.#left);
    this.#left -= taken;
    if (taken > 0) sink.onContent(taken === bytes.length ? bytes : bytes.subarray(0, taken));
    return taken;
  }
}
