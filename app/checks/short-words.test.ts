import { expect, test } from 'vitest';
import { checkCode } from '../contract/check.ts';
import { shortWords, verdictWords } from './short-words.ts';

test('each check has words of its own, short enough for a column', () => {
  const words = checkCode.options.map((code) => shortWords[code]);
  expect(new Set(words).size).toBe(words.length);
  expect(words.filter((each) => each.length > 20)).toEqual([]);
});

test('only what is wrong has words', () => {
  expect(verdictWords({ result: 'fail', code: 'picture_right' })).toBe('wrong picture');
  expect(verdictWords({ result: 'pass', code: null })).toBe('');
  expect(verdictWords(null)).toBe('');
});
