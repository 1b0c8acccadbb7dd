import { describe, expect, it } from 'vitest';
import { everyCut } from '../test-support/chunking.ts';
import { AnswerReader } from './answer-reader.ts';

/** What a reader reports of the pieces, as text. */
function read(pieces: readonly Buffer[], method = 'GET'): string {
  const seen = { interim: '', head: '', content: '', fault: '' };
  const reader = new AnswerReader(method, {
    onInterim: ({ raw }) => {
      seen.interim += raw;
    },
    onHead: ({ raw }) => {
      seen.head += raw;
    },
    onContent: (content) => {
      seen.content += content.toString('latin1');
    },
  });
  for (const piece of pieces) {
    seen.fault ||= reader.push(piece) ?? '';
    if (seen.fault !== '' || reader.isWhole) break;
  }
  return JSON.stringify({ ...seen, isWhole: reader.isWhole, trailers: reader.trailers });
}

const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';

describe('AnswerReader', () => {
  it.each([
    ['Content-Length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'],
    [
      'chunked',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: 1\r\n\r\n',
    ],
    ['until close', 'HTTP/1.1 200 OK\r\n\r\nhello'],
    ['1xx before it', `${CONTINUE}${CONTINUE}HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello`],
    ['no body', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['a broken chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello!\r\n'],
    ['a broken status line', 'HTTP/1.1 2000 OK\r\nContent-Length: 5\r\n\r\nhello'],
    ['a bare LF', 'HTTP/1.1 200 OK\nContent-Length: 5\r\n\r\n'],
  ])('says the same of an answer with %s however it is cut', (_what, text) => {
    const wire = Buffer.from(text, 'latin1');
    const whole = JSON.parse(read([wire]));
    for (const pieces of everyCut(wire)) {
      const parts = JSON.parse(read(pieces));
      // Of a broken answer more may be handed on before the fault is there.
      if (whole.fault !== '') expect(parts.fault).not.toBe('');
      else expect(parts).toEqual(whole);
    }
  });

  it('tells bytes behind the answer', () => {
    const events = { onInterim: () => {}, onHead: () => {}, onContent: () => {} };
    const reader = new AnswerReader('GET', events);
    reader.push(Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n'));
    expect(reader).toMatchObject({ isWhole: true, extraBytes: 17 });
  });
});
