import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRequestHead } from './request-head.ts';

// What is refused, and with which status, is in attacks-from-clients.test.ts.

describe('parseRequestHead', () => {
  it('keeps order, spelling and repetition of the fields, and trims white space around values', () => {
    const raw =
      'POST /a?b HTTP/1.1\r\nhOST: x\r\nA:1\r\nA: \t 2 \t\r\nB:\r\nContent-Length: 007\r\n\r\n';
    expect(parseRequestHead(raw)).toMatchObject({
      kind: 'request',
      raw,
      method: 'POST',
      target: '/a?b',
      minorVersion: 1,
      isKeepAlive: true,
      framing: { kind: 'length', length: 7 },
      fields: [
        { name: 'hOST', key: 'host', value: 'x' },
        { name: 'A', key: 'a', value: '1' },
        { name: 'A', key: 'a', value: '2' },
        { name: 'B', key: 'b', value: '' },
        { name: 'Content-Length', key: 'content-length', value: '007' },
      ],
    });
  });

  it.each([
    ['HTTP/1.1', '', true],
    ['HTTP/1.1', 'Connection: close\r\n', false],
    ['HTTP/1.1', 'Connection: x, CLOSE\r\n', false],
    ['HTTP/1.1', 'Connection: x\r\nConnection: close\r\n', false],
    ['HTTP/1.0', '', false],
    ['HTTP/1.0', 'Connection: Keep-Alive\r\n', true],
    ['HTTP/1.0', 'Connection: keep-alive, close\r\n', false],
  ])('%s with %j keeps the connection: %s', (version, fields, isKeepAlive) => {
    expect(parseRequestHead(`GET / ${version}\r\nHost: a\r\n${fields}\r\n`)).toMatchObject({
      isKeepAlive,
    });
  });

  it('ends any head in a request or a refusal, and accepts none with stray bytes', () => {
    const text = fc.array(fc.constantFrom(...Array.from('GET / HTTP1.0\r\n:hostHa,\t\0\x7f\xff')), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, (characters) => {
        const raw = `GET / HTTP/1.1\r\nHost: a\r\n${characters.join('')}\r\n\r\n`;
        const head = raw.slice(0, raw.indexOf('\r\n\r\n') + 4);
        const parsed = parseRequestHead(head);
        const hasStray = /[^\t\r\n\x20-\x7e\x80-\xff]|\r(?!\n)|(?<!\r)\n/.test(head);
        if (hasStray) expect(parsed.kind).toBe('refusal');
      }),
      { numRuns: 2000 },
    );
  });
});
