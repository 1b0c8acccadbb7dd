import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAt, cutsOf, everyCut } from '../test-support/chunking.ts';
import { ChunkedDecoder } from './chunked-decoder.ts';

/** @returns content, trailers, and how many bytes were taken; null when malformed */
function decode(pieces: readonly Buffer[]) {
  const decoder = new ChunkedDecoder();
  const content: Buffer[] = [];
  const sink = { onContent: (bytes: Buffer) => content.push(Buffer.from(bytes)) };
  let taken = 0;
  for (const piece of pieces) {
    const count = decoder.decode(piece, sink);
    if (count === null) return null;
    taken += count;
  }
  const { isDone, trailers } = decoder;
  return { content: Buffer.concat(content).toString('latin1'), isDone, trailers, taken };
}

function encode(chunks: readonly Uint8Array[], trailers: string): Buffer {
  const lines = chunks.flatMap((chunk) => [
    Buffer.from(`${chunk.length.toString(16)}\r\n`),
    Buffer.from(chunk),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...lines, Buffer.from(`0\r\n${trailers}\r\n`)]);
}

describe('ChunkedDecoder', () => {
  it('gives the same content however the bytes are cut, and leaves what follows', () => {
    const wire = Buffer.from('5;x="y"\r\nhello\r\nA\r\n, world\r\n!\r\n0\r\nX-T: 1\r\n\r\n');
    for (const pieces of everyCut(wire)) {
      expect(decode(pieces)).toEqual({
        content: 'hello, world\r\n!',
        isDone: true,
        trailers: 'X-T: 1\r\n',
        taken: wire.length,
      });
    }
    expect(decode([Buffer.concat([wire, Buffer.from('GET /')])])?.taken).toBe(wire.length);
  });

  it('decodes what any encoder writes', () => {
    const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 8 });
    fc.assert(
      fc.property(chunks, cutsOf(1000), (parts, cuts) => {
        const wire = encode(parts, '');
        const expected = Buffer.concat(parts).toString('latin1');
        expect(decode(cutAt(wire, cuts))).toMatchObject({ content: expected, isDone: true });
      }),
    );
  });

  it('ends any bytes in a result, and in the same one however they are cut', () => {
    const alphabet = fc.constantFrom(...Array.from('0123456789abfF\r\n;: xX\0'));
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 40 }), cutsOf(40), (characters, cuts) => {
        const wire = Buffer.from(characters.join(''), 'latin1');
        if (wire.length === 0) return;
        expect(decode(cutAt(wire, cuts))).toEqual(decode([wire]));
      }),
      { numRuns: 2000 },
    );
  });
});
