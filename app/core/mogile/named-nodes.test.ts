import { describe, expect, it, test } from 'vitest';
import { createNamedNodes } from './named-nodes.ts';

const HERE = '127.0.0.1';
const ELSEWHERE = '10.0.0.1';

test('knows host and port together, as they were named', () => {
  const { add, isNamed } = createNamedNodes();
  add(
    [
      'http://10.0.0.7:7500/dev1/0/000/000/0000000003.fid',
      'http://Node-2/dev2/3.fid',
      'https://node-3/3.fid',
      'http://[::1]:7500/3.fid',
      'not a URL',
    ],
    HERE,
  );
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

describe('a tracker on the network', () => {
  const attacks = [
    ['a port of the loopback address', 'http://127.0.0.1:22/3.fid', '127.0.0.1', 22],
    ['another loopback address', 'http://127.9.9.9:22/3.fid', '127.9.9.9', 22],
    ['its short form', 'http://127.1:22/3.fid', '127.0.0.1', 22],
    ['the number of it', 'http://2130706433:22/3.fid', '127.0.0.1', 22],
    ['the unspecified address', 'http://0.0.0.0:22/3.fid', '0.0.0.0', 22],
    ['its IPv6 loopback', 'http://[::1]:22/3.fid', '::1', 22],
    ['the unspecified IPv6 address', 'http://[::]:22/3.fid', '::', 22],
    ['IPv4 written as IPv6', 'http://[::ffff:127.0.0.1]:22/3.fid', '::ffff:7f00:1', 22],
    ['localhost', 'http://localhost:22/3.fid', 'localhost', 22],
    ['localhost with a dot', 'http://LocalHost.:22/3.fid', 'localhost.', 22],
    ['cloud metadata', 'http://169.254.169.254/3.fid', '169.254.169.254', 80],
    ['a link-local IPv6 address', 'http://[fe80::1]:80/3.fid', 'fe80::1', 80],
  ] as const;

  it.each(attacks)('cannot open %s', (_, url, host, port) => {
    const { add, isNamed } = createNamedNodes();
    add([url], ELSEWHERE);
    expect(isNamed(host, port)).toBe(false);
  });

  it.each(['::ffff:10.0.0.1', 'fe80::2', '2001:db8::1'])('nor from %s', (address) => {
    const { add, isNamed } = createNamedNodes();
    add(['http://127.0.0.1:22/3.fid'], address);
    expect(isNamed('127.0.0.1', 22)).toBe(false);
  });
});

describe('a tracker on this machine', () => {
  it.each(['127.0.0.1', '127.0.1.1', '::1', '::ffff:127.0.0.1'])('at %s names nodes here', (at) => {
    const { add, isNamed } = createNamedNodes();
    add(['http://127.0.0.1:7500/3.fid', 'http://localhost:7501/3.fid'], at);
    expect(isNamed('127.0.0.1', 7500)).toBe(true);
    expect(isNamed('localhost', 7501)).toBe(true);
    expect(isNamed('::1', 7501)).toBe(true);
    expect(isNamed('::1', 7500)).toBe(false);
  });

  it.each([
    ['http://169.254.169.254/3.fid', '169.254.169.254'],
    ['http://[::ffff:169.254.169.254]/3.fid', '::ffff:a9fe:a9fe'],
    ['http://[fe80::1]/3.fid', 'fe80::1'],
  ])('cannot open %s either', (url, host) => {
    const { add, isNamed } = createNamedNodes();
    add([url], HERE);
    expect(isNamed(host, 80)).toBe(false);
  });
});

describe('copies', () => {
  const path = (node: number, file: string) => `http://10.0.0.${node}:7500/dev1/0/000/000/${file}`;

  it('are the paths that trackers name with one file id', () => {
    const { add, areCopies } = createNamedNodes();
    add([path(1, '0000000003.fid'), path(2, '0000000003.fid')], ELSEWHERE);
    add([path(2, '0000000003.fid'), path(3, '0000000003.fid')], ELSEWHERE);
    add([path(1, '0000000004.fid'), path(1, 'a.flv'), path(2, 'a.flv')], ELSEWHERE);
    expect(areCopies(path(1, '0000000003.fid'), path(2, '0000000003.fid'))).toBe(true);
    expect(areCopies(path(1, '0000000003.fid'), path(3, '0000000003.fid'))).toBe(true);
    expect(areCopies(path(1, '0000000003.fid'), path(1, '0000000004.fid'))).toBe(false);
    expect(areCopies(path(1, 'a.flv'), path(2, 'a.flv'))).toBe(false);
  });

  it('are no paths that only an application names', () => {
    const { add, areCopies } = createNamedNodes();
    add([path(1, '0000000003.fid')], ELSEWHERE);
    expect(areCopies(path(1, '0000000003.fid'), path(9, '0000000003.fid'))).toBe(false);
  });
});
