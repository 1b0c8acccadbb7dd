import { expect, test } from 'vitest';
import { parseAllowedStorage } from './allowed-storage.ts';

test('allows what is on the list, host and port together', () => {
  const isAllowed = parseAllowedStorage(['storage-1:7500', '10.0.0.7:80', '[fe80::1]:81']);
  expect(isAllowed('storage-1', 7500)).toBe(true);
  expect(isAllowed('10.0.0.7', 80)).toBe(true);
  expect(isAllowed('fe80::1', 81)).toBe(true);
  expect(isAllowed('[fe80::1]', 81)).toBe(true);
  expect(isAllowed('storage-1', 80)).toBe(false);
  expect(isAllowed('10.0.0.7', 7500)).toBe(false);
  expect(isAllowed('storage-1.evil.example', 7500)).toBe(false);
});

test('names are compared without case; nothing is allowed by default', () => {
  expect(parseAllowedStorage(['Storage-1:7500'])('storage-1', 7500)).toBe(true);
  expect(parseAllowedStorage([])('127.0.0.1', 80)).toBe(false);
});

test('localhost stands for the loopback addresses; another name does not', () => {
  const isAllowed = parseAllowedStorage(['localhost:7500', 'rebinding.example:7600']);
  expect(isAllowed('127.0.0.1', 7500)).toBe(true);
  expect(isAllowed('::1', 7500)).toBe(true);
  expect(isAllowed('127.0.0.1', 7600)).toBe(false);
});

test.each([
  '',
  'storage',
  'storage:',
  ':80',
  'storage:0',
  'storage:65536',
  'http://storage:80',
  'a b:80',
  '::1:80',
  'storage:80/x',
])('%j is wrong usage', (entry) => {
  expect(() => parseAllowedStorage([entry])).toThrow(expect.objectContaining({ code: 'usage' }));
});
