import fc from 'fast-check';
import { expect, test } from 'vitest';
import { headValue, readRawHead, statusOf } from './raw-head.ts';
import { parseRequestHead } from './request-head.ts';

test('a head is cut into its lines, none lost', () => {
  const head = readRawHead('HTTP/1.1 206 Partial Content\r\nA:1\r\nno colon\r\n: nameless\r\n\r\n');
  expect(head?.startLine).toBe('HTTP/1.1 206 Partial Content');
  expect(head?.fields).toEqual([
    { raw: 'A:1', name: 'A', key: 'a', value: '1' },
    { raw: 'no colon', name: '', key: '', value: '' },
    { raw: ': nameless', name: '', key: '', value: '' },
  ]);
  expect(statusOf(head)).toBe(206);
  expect(headValue(head, 'a')).toBe('1');
  expect(headValue(head, 'b')).toBeNull();
  expect(readRawHead('')).toBeNull();
});

// It used to trim all that Unicode calls a space, of which \xa0 is a byte of the value.
test('only SP and HTAB around a value are no part of it', () => {
  expect(headValue(readRawHead('HTTP/1.1 200 OK\r\nA: \t \xa0b\xa0 \r\n\r\n'), 'a')).toBe(
    '\xa0b\xa0',
  );
});

test('of a head that is taken as a request, the fields are the same', () => {
  const text = fc.array(fc.constantFrom(...Array.from('aA-:: \t\xa0\xff1,'), '\r\n'), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(text, (characters) => {
      const raw = `GET / HTTP/1.1\r\nHost: a\r\n${characters.join('')}\r\n\r\n`;
      const head = raw.slice(0, raw.indexOf('\r\n\r\n') + 4);
      const request = parseRequestHead(head);
      if (request.kind === 'refusal') return;
      const lines = readRawHead(head)?.fields.map(({ name, key, value }) => ({ name, key, value }));
      expect(lines).toEqual(request.fields);
    }),
    { numRuns: 2000 },
  );
});
