import { parseArgs } from 'node:util';
import { expect, test } from 'vitest';
import { consoleOptions, readConsoleOptions } from './console-options.ts';
import { toParsedArgs, toParseOptions } from './parsed-args.ts';

function optionsOf(...args: string[]) {
  const { values } = parseArgs({ args, options: toParseOptions(consoleOptions) });
  return readConsoleOptions(toParsedArgs(values, []), '/home/ada');
}

test('without options everything is embedded', () => {
  expect(optionsOf()).toMatchObject({
    reproxyPort: 0,
    consolePort: 0,
    dataDir: undefined,
    mediaPaths: [],
    configuration: {
      applicationUrl: null,
      storageAllow: [],
      personality: 'perlbal-patch',
      hasQuirks: false,
      pace: { burstBytes: 1_000_000, bytesPerSecond: 16_000_000 },
    },
  });
  expect(optionsOf().mogile).toBeUndefined();
});

test('paths are those of where the command was typed', () => {
  const { dataDir, mediaPaths } = optionsOf('--data-dir', 'data', '--media', 'a', '--media', '/b');
  expect(dataDir).toBe('/home/ada/data');
  expect(mediaPaths).toEqual(['/home/ada/a', '/b']);
});

test('own servers', () => {
  const { configuration } = optionsOf(
    ...['--application', 'http://127.0.0.1:8080', '--storage-allow', 'a:1'],
    ...['--storage-allow', 'b:2', '--quirks'],
  );
  expect(configuration).toEqual({
    applicationUrl: 'http://127.0.0.1:8080',
    storageAllow: ['a:1', 'b:2'],
    personality: 'perlbal-patch',
    hasQuirks: true,
    pace: { burstBytes: 1_000_000, bytesPerSecond: 16_000_000 },
  });
});

test.each([
  [['--storage-allow', 'a:1,b:2']],
  [['--storage-allow', 'a:1, b:2']],
  [['--storage-allow=a:1', '--storage-allow=b:2']],
])('%j allows two storage nodes', (argv) => {
  expect(optionsOf(...argv).configuration?.storageAllow).toEqual(['a:1', 'b:2']);
});

test('a list of storage may be given more than once', () => {
  const { configuration } = optionsOf('--storage-allow', '[::1]:1,b:2', '--storage-allow', 'c:3');
  expect(configuration?.storageAllow).toEqual(['[::1]:1', 'b:2', 'c:3']);
});

test('hosts besides loopback', () => {
  const { publicHosts } = optionsOf(
    '--public-host',
    'Videos.Example,10.0.0.7',
    '--public-host',
    'a:80',
  );
  expect(publicHosts).toEqual(['videos.example', '10.0.0.7', 'a:80']);
  expect(optionsOf().publicHosts).toEqual([]);
});

test.each([
  ['unlimited', null],
  ['500000', { burstBytes: 0, bytesPerSecond: 500_000 }],
])('--pace %s', (rate, pace) => {
  expect(optionsOf('--pace', rate).configuration?.pace).toEqual(pace);
});

test('trackers and domain', () => {
  expect(optionsOf('--mogile', 'a:7001,b:7001', '--domain', 'videos').mogile).toEqual({
    trackers: ['a:7001', 'b:7001'],
    domain: 'videos',
  });
});

test.each([
  [['--mogile', 'a:7001']],
  [['--domain', 'videos']],
  [['--personality', 'apache']],
  [['--personality', 'nginx', '--quirks']],
  [['--public-host', '*']],
  [['--public-host', 'http://videos.example']],
  [['--port', 'x']],
  [['--pace', '0']],
  [['--pace', '1e6']],
  [['--pace', 'slow']],
  [['--console-port', '65536']],
])('%j is wrong usage', (argv) => {
  expect(() => optionsOf(...argv)).toThrow(expect.objectContaining({ code: 'usage', exitCode: 2 }));
});
