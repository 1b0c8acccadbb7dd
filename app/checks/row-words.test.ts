import { expect, test } from 'vitest';
import type { LogRow } from '../contract/log.ts';
import { makeSeek } from '../contract/test-support/make-records.ts';
import { resultWords } from './row-words.ts';

const row = (seek: Parameters<typeof makeSeek>[0], verdict: LogRow['verdict']): LogRow => ({
  kind: 'seek',
  number: 1,
  atEpochMs: 0,
  isProblem: false,
  answeredAs: null,
  verdict,
  marks: null,
  seek: makeSeek(seek),
});
const pass = { result: 'pass', code: null } as const;

test('what the checks found stands before how the seek ended', () => {
  const verdict = { result: 'fail', code: 'picture_right' } as const;
  expect(resultWords(row({ state: 'failed' }, verdict))).toBe('wrong picture');
});

test('a start that was rightly refused is no failure of the server', () => {
  expect(resultWords(row({ state: 'failed', status: 416 }, pass))).toBe('refused');
  expect(resultWords(row({ state: 'failed', status: 200 }, pass))).toBe('failed');
  expect(resultWords(row({ state: 'failed', status: 416 }, null))).toBe('failed');
});

test('a seek that went well needs no word', () => {
  expect(resultWords(row({ state: 'played', status: 200 }, pass))).toBe('');
  expect(resultWords(row({ state: 'superseded' }, pass))).toBe('replaced');
});
