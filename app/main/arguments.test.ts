import { expect, test } from 'vitest';
import { type CommandLine, readMediaPaths, readReproxyPort } from './arguments.ts';

const line = (...args: string[]): CommandLine => ({
  argv: ['electron', 'out/main/main.js', ...args],
  isPackaged: false,
  workingDir: '/home/ada',
});

test('nothing given', () => {
  expect(readMediaPaths(line())).toEqual([]);
  expect(readReproxyPort(line())).toBe(0);
});

test('folders and videos, relative to where the program was started', () => {
  expect(readMediaPaths(line('--media=clips', '--media', '/srv/tv', 'a.FLV'))).toEqual([
    '/home/ada/clips',
    '/srv/tv',
    '/home/ada/a.FLV',
  ]);
});

test('a packed program has no app argument', () => {
  const packed = { argv: ['/opt/Seeklab/seeklab', '/srv/a.flv'], isPackaged: true };
  expect(readMediaPaths({ ...packed, workingDir: '/' })).toEqual(['/srv/a.flv']);
});

test('switches of Chromium are not ours', () => {
  const foreign = line('--no-sandbox', '--user-data-dir=/tmp/x.flv', '.');
  expect(readMediaPaths(foreign)).toEqual([]);
  expect(readReproxyPort(foreign)).toBe(0);
});

test.each([['--port=8123'], ['--port', '8123']])('a port: %s %s', (...args) => {
  expect(readReproxyPort(line(...args))).toBe(8123);
});

test.each(['--port=-1', '--port=65536', '--port=1.5', '--port=x', '--port=', '--port'])(
  'not a port: %s',
  (given) => {
    expect(() => readReproxyPort(line(given))).toThrow(/--port is ".*": expected a port/);
  },
);
