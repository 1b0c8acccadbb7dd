import { expect, test } from 'vitest';
import { type CommandLine, readArguments } from './arguments.ts';

const line = (...args: string[]): CommandLine => ({
  argv: ['electron', 'out/main/main.js', ...args],
  isPackaged: false,
  workingDir: '/home/ada',
});

test('nothing given', () => {
  expect(readArguments(line())).toMatchObject({ mediaPaths: [], reproxyPort: 0, consolePort: 0 });
});

test('folders and videos, relative to where the program was started', () => {
  const { mediaPaths } = readArguments(line('--media=clips', '--media', '/srv/tv', 'a.FLV'));
  expect(mediaPaths).toEqual(['/home/ada/clips', '/srv/tv', '/home/ada/a.FLV']);
});

test('a packed program has no app argument', () => {
  const packed = { argv: ['/opt/Seeklab/seeklab', '/srv/a.flv'], isPackaged: true };
  expect(readArguments({ ...packed, workingDir: '/' }).mediaPaths).toEqual(['/srv/a.flv']);
});

test('switches of Chromium are not ours', () => {
  const foreign = line('--no-sandbox', '--user-data-dir=/tmp/x.flv', '.');
  expect(readArguments(foreign)).toEqual(readArguments(line()));
});

test('the options of every door', () => {
  const given = line('--port', '8123', '--mogile=a:7001', '--domain', 'videos', '--data-dir=data');
  expect(readArguments(given)).toMatchObject({
    reproxyPort: 8123,
    mogile: { trackers: ['a:7001'], domain: 'videos' },
    dataDir: '/home/ada/data',
  });
});

test.each(['--port=-1', '--port=65536', '--port=1.5', '--port=x', '--port=', '--port'])(
  'not a port: %s',
  (given) => {
    expect(() => readArguments(line(given))).toThrow(/--port is ".*": expected a port/);
  },
);
