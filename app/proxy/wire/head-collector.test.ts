import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyCut } from '../test-support/chunking.ts';
import { type Collected, HeadCollector } from './head-collector.ts';

const HEAD = 'GET /\xfc HTTP/1.1\r\nHost: a\r\nX:  y \r\n\r\n';

/** Feeds pieces until something comes out; what was not fed yet counts as rest. */
function collect(pieces: readonly Buffer[], limit = 1000): Collected {
  const collector = new HeadCollector(limit);
  let result: Collected = { kind: 'incomplete' };
  pieces.forEach((piece, i) => {
    if (result.kind !== 'incomplete') return;
    result = collector.push(piece);
    if (result.kind === 'head') {
      result = { ...result, rest: Buffer.concat([result.rest, ...pieces.slice(i + 1)]) };
    }
  });
  return result;
}

describe('HeadCollector', () => {
  it('gives the same head and the same rest however the bytes are cut', () => {
    for (const pieces of everyCut(Buffer.from(`${HEAD}body\r\n\r\n`, 'latin1'))) {
      expect(collect(pieces)).toEqual({
        kind: 'head',
        head: HEAD,
        rest: Buffer.from('body\r\n\r\n'),
      });
    }
  });

  it('takes one head after the other', () => {
    const collector = new HeadCollector(100);
    for (let i = 0; i < 3; i++) {
      expect(collector.push(Buffer.from(HEAD.slice(0, 20), 'latin1')).kind).toBe('incomplete');
      expect(collector.isStarted).toBe(true);
      const collected = collector.push(Buffer.from(HEAD.slice(20), 'latin1'));
      expect(collected).toMatchObject({ kind: 'head', head: HEAD });
      expect(collector.isStarted).toBe(false);
    }
  });

  it('keeps nothing of a buffer that is read into again', () => {
    const collector = new HeadCollector(100);
    const buffer = Buffer.from(HEAD.slice(0, 20), 'latin1');
    collector.push(buffer);
    buffer.fill('!');
    expect(collector.push(Buffer.from(HEAD.slice(20), 'latin1'))).toMatchObject({ head: HEAD });
  });

  it('takes a head of just the limit, and none that is longer, however it comes', () => {
    for (const pieces of everyCut(Buffer.from(HEAD, 'latin1'))) {
      expect(collect(pieces, HEAD.length).kind).toBe('head');
      expect(collect(pieces, HEAD.length - 1).kind).toBe('too_large');
    }
  });

  it.each(['\n', 'GET / HTTP/1.1\nHost', 'GET\0', 'GET\x1b', '\x16\x03\x01\x00', 'a\x7f'])(
    'sees at once that %j becomes no head',
    (text) => {
      for (const pieces of [
        [Buffer.from(text, 'latin1')],
        ...everyCut(Buffer.from(`${text}x`, 'latin1')),
      ]) {
        expect(collect(pieces).kind).toBe('malformed');
      }
    },
  );

  it('ends any bytes in a result, and in the same one however they are cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(80), (bytes, cut) => {
        const buffer = Buffer.from(bytes);
        const pieces = [buffer.subarray(0, cut), buffer.subarray(cut)].filter(
          ({ length }) => length > 0,
        );
        // A head in one piece is checked by its parser; only a head in pieces is looked through here.
        const whole = collect([buffer], 40);
        const parts = collect(pieces, 40);
        if (whole.kind === 'head' && parts.kind === 'malformed') return;
        expect(parts.kind).toBe(whole.kind);
      }),
    );
  });
});
