import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { typedPath } from './typed-path.ts';

test('a path that is one already stays as it is, blanks and all', () => {
  for (const path of [
    '/videos/a.flv',
    '/videos/a b.flv ',
    "/videos/it's.flv",
    'videos/~a.flv',
    '',
  ]) {
    expect(typedPath(path)).toBe(path);
  }
});

test.skipIf(process.platform === 'win32').each([
  ['"/videos/a b.flv"', '/videos/a b.flv'],
  [" '/videos/a.flv' ", '/videos/a.flv'],
  ['file:///videos/a%20b.flv', '/videos/a b.flv'],
  ['"file://localhost/videos/%C3%BC.flv"', '/videos/ü.flv'],
  ['~/a.flv', join(homedir(), 'a.flv')],
  ['~', homedir()],
])('%s', (typed, path) => {
  expect(typedPath(typed)).toBe(path);
});

test('an address that is none of this machine is not taken for a path of it', () => {
  expect(typedPath('file://elsewhere/a.flv')).toMatch(/elsewhere/);
  expect(typedPath('file:///a%00b')).toMatch(/^(file:|\/a\0b)/);
});
