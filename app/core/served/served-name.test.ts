import { expect, test } from 'vitest';
import { readServedName } from './served-name.ts';

const base = 'http://127.0.0.1:8080';

test.each([
  ['a.flv', base, 'a.flv'],
  ['clips/a b&ü#%.flv', base, 'clips/a b&ü#%.flv'],
  [`${base}/v/clips/a%20b.flv?start=5`, base, 'clips/a b.flv'],
  [`${base}/v/a.flv`, `${base}/`, 'a.flv'],
  [`${base}/app/v/a.flv`, `${base}/app`, 'a.flv'],
  ['HTTP://127.0.0.1:8080/v/a.flv#t', base, 'a.flv'],
])('%s at %s is %s', (text, applicationUrl, name) => {
  expect(readServedName(text, applicationUrl)).toBe(name);
});

test.each([
  ['../a.flv', base],
  ['a//b.flv', base],
  ['a/./b.flv', base],
  ['', base],
  ['a\nb.flv', base],
  ['a\\b.flv', base],
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
