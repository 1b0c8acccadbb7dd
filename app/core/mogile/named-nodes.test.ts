import { expect, test } from 'vitest';
import { createNamedNodes } from './named-nodes.ts';

test('knows host and port together, as they were named', () => {
  const { add, isNamed } = createNamedNodes();
  add([
    'http://10.0.0.7:7500/dev1/0/000/000/0000000003.fid',
    'http://Node-2/dev2/3.fid',
    'https://node-3/3.fid',
    'http://[::1]:7500/3.fid',
    'not a URL',
  ]);
  expect(isNamed('10.0.0.7', 7500)).toBe(true);
  expect(isNamed('10.0.0.7', 7501)).toBe(false);
  expect(isNamed('10.0.0.8', 7500)).toBe(false);
  expect(isNamed('node-2', 80)).toBe(true);
  expect(isNamed('node-3', 443)).toBe(true);
  expect(isNamed('node-3', 80)).toBe(false);
  expect(isNamed('::1', 7500)).toBe(true);
});

test('nothing is named at first', () => {
  expect(createNamedNodes().isNamed('127.0.0.1', 80)).toBe(false);
});
