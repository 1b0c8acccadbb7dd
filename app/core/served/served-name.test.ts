import { expect, test } from 'vitest';
import { readServedName } from './served-name.ts';

const base = 'http://127.0.0.1:8080';

test.each([
  ['a.flv', base, 'a.flv', '/v/a.flv'],
  ['clips/a b&ü#%.flv', base, 'clips/a b&ü#%.flv', '/v/clips/a%20b%26%C3%BC%23%25.flv'],
  [`${base}/v/clips/a%20b.flv?start=5`, base, 'clips/a b.flv', '/v/clips/a%20b.flv'],
  [`${base}/v/a.flv`, `${base}/`, 'a.flv', '/v/a.flv'],
  [`${base}/app/v/a.flv`, `${base}/app`, 'a.flv', '/v/a.flv'],
  ['HTTP://127.0.0.1:8080/v/a.flv#t', base, 'a.flv', '/v/a.flv'],
  [`${base}/v/what%3F.flv`, base, 'what?.flv', '/v/what%3F.flv'],
  [`${base}/v/a%2bb(1).flv`, base, 'a+b(1).flv', '/v/a%2bb(1).flv'],
])('%s at %s is %s, asked for by %s', (text, applicationUrl, name, address) => {
  expect(readServedName(text, applicationUrl)).toEqual([{ name, address }]);
});

test.each([
  ['x.flv?sig=abc', 'x.flv?…', '/v/x.flv?sig=abc'],
  ['a b.flv?sig=%2B+/=&&e=1&', 'a b.flv?…', '/v/a%20b.flv?sig=%2B+/=&&e=1&'],
  ['x.flv?start=5&sig=a&start=&restart=7', 'x.flv?…', '/v/x.flv?sig=a&restart=7'],
  ['x.flv?sig=a b?c', 'x.flv?…', '/v/x.flv?sig=a%20b?c'],
])('what follows a ? is the query, as it is: %s', (text, name, address) => {
  const [first, second] = readServedName(text, base);
  expect(first).toEqual({ name, address });
  expect(second, 'or else the ? is one of the name').toEqual({
    name: text,
    address: `/v/${encodeURIComponent(text).replaceAll('%2F', '/')}`,
  });
});

test('an address keeps its path and its query', () => {
  expect(readServedName(`${base}/v/%61.flv?e=1&sig=a%2fb&start=7`, base)).toEqual([
    { name: 'a.flv?…', address: '/v/%61.flv?e=1&sig=a%2fb' },
  ]);
});

test.each([
  ['../a.flv', base],
  ['a//b.flv', base],
  ['a/./b.flv', base],
  ['', base],
  ['a\nb.flv', base],
  ['a\\b.flv', base],
  ['?sig=abc\n', base],
  ['http://127.0.0.1:8081/v/a.flv', base],
  ['http://127.0.0.1:8080.evil.example/v/a.flv', base],
  [`${base}/x/a.flv`, base],
  [`${base}/v/`, base],
  [`${base}/v/%2e%2e%2fa.flv`, base],
  [`${base}/v/a.flv`, null],
  ['http://[', base],
])('%j at %s is refused', (text, applicationUrl) => {
  expect(() => readServedName(text, applicationUrl)).toThrow(
    expect.objectContaining({ code: 'served_video_unusable' }),
  );
});

test('what is refused is told without its query', () => {
  expect(() => readServedName(`${base}/x/a.flv?sig=secret`, base)).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('secret') }),
  );
});
