import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReply, requestLine } from './tracker-line.ts';

const OK = (values: Record<string, string>) => ({
  kind: 'ok',
  values: new Map(Object.entries(values)),
});

describe('requestLine', () => {
  it('is the line of the contract page', () => {
    const args = { domain: 'videos', key: 'clips/a.flv', noverify: '1', pathcount: '2' };
    expect(requestLine('get_paths', args)).toBe(
      'get_paths domain=videos&key=clips/a.flv&noverify=1&pathcount=2\r\n',
    );
  });

  it.each([
    ['a b', 'a+b'],
    ['a+b', 'a%2Bb'],
    ['100%', '100%25'],
    ['a&b=c', 'a%26b%3Dc'],
    ['ü', '%C3%BC'],
    ['a\r\nget_paths domain=x', 'a%0D%0Aget_paths+domain%3Dx'],
    ['\0', '%00'],
  ])('encodes %j as %s', (value, encoded) => {
    expect(requestLine('c', { key: value })).toBe(`c key=${encoded}\r\n`);
  });
});

describe('readReply', () => {
  it.each([
    ['OK \r\n', OK({})],
    ['OK', OK({})],
    ['OK paths=0\r\n', OK({ paths: '0' })],
    [
      'OK path2=b&paths=2&path1=http%3A%2F%2Fh%2F1+2',
      OK({ path2: 'b', paths: '2', path1: 'http://h/1 2' }),
    ],
    ['OK key=%C3%BC&flag&x=', OK({ key: 'ü', flag: '', x: '' })],
    ['OK a=b=c&a=%ff&p=100%', OK({ a: '\ufffd', p: '100%' })],
    [
      'ERR unknown_key unknown_key\r\n',
      { kind: 'error', code: 'unknown_key', message: 'unknown_key' },
    ],
    ['ERR no_domain No+domain%21', { kind: 'error', code: 'no_domain', message: 'No domain!' }],
    ['ERR db', { kind: 'error', code: 'db', message: '' }],
  ])('reads %j', (line, reply) => {
    expect(readReply(line)).toEqual(reply);
  });

  it.each([
    '',
    '\r\n',
    'OKAY a=b',
    'ok a=b',
    'ERR',
    'ERR  x',
    'HTTP/1.1 400 Bad Request\r\n',
    ' OK',
  ])('calls %j malformed', (line) => {
    expect(readReply(line).kind).toBe('malformed');
  });

  it('reads back what was encoded, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })),
        (args) => {
          const line = requestLine('OK', args);
          expect(line).toMatch(/^OK [\x21-\x7e]*\r\n$/);
          expect(readReply(line)).toEqual({ kind: 'ok', values: new Map(Object.entries(args)) });
        },
      ),
    );
  });

  it('ends in a value for any bytes', () => {
    const line = fc
      .uint8Array({ maxLength: 200 })
      .map((bytes) => Buffer.from(bytes).toString('latin1'));
    fc.assert(
      fc.property(fc.constantFrom('', 'OK ', 'ERR '), line, (word, rest) => {
        expect(['ok', 'error', 'malformed']).toContain(readReply(word + rest).kind);
      }),
    );
  });
});
