import type { BodyFraming } from '../../http/body-framing.ts';
import type { BodyDecoder, ContentSink } from './body-decoder.ts';
import { ChunkedDecoder } from './chunked-decoder.ts';

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
