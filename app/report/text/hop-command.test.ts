import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { makeHop } from '../../contract/test-support/make-records.ts';
import { curlCommand, shellCommand } from './hop-command.ts';

/** The words that a shell makes of a command. */
const words = (command: string) =>
  execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');

test('the command asks for the same, without our seek id', () => {
  const hop = makeHop({
    url: 'http://127.0.0.1:8000/v/sample.flv?start=1000&seek=p-1',
    requestHead:
      'GET /v/sample.flv?start=1000&seek=p-1 HTTP/1.1\r\nHost: x\r\nRange: bytes=0-\r\nSec-Fetch-Mode: cors\r\n\r\n',
  });
  expect(words(curlCommand(hop))).toEqual([
    'curl',
    '-sv',
    '-o',
    '/dev/null',
    '-H',
    'Range: bytes=0-',
    'http://127.0.0.1:8000/v/sample.flv?start=1000',
  ]);
});

test('no header and no address gets out of its quotes', () => {
  const hop = makeHop({
    url: "http://127.0.0.1:8000/v/a'$(touch x)`id`;b.flv",
    requestHead: `GET / HTTP/1.1\r\nX-A: it's $HOME "and" more\r\n\r\n`,
  });
  expect(words(curlCommand(hop)).slice(-3)).toEqual([
    '-H',
    `X-A: it's $HOME "and" more`,
    "http://127.0.0.1:8000/v/a'$(touch x)`id`;b.flv",
  ]);
});

test('other methods are kept', () => {
  const ask = (method: string) =>
    curlCommand(makeHop({ requestHead: `${method} / HTTP/1.1\r\n\r\n` }));
  expect(ask('HEAD')).toContain(' -I ');
  expect(ask('POST')).toContain(" -X 'POST' ");
});

test('a tracker is asked the same line by netcat', () => {
  const line = "get_paths domain=videos&key=it's%0Aa.flv&noverify=1";
  const command = shellCommand(
    makeHop({ kind: 'tracker', peer: '[::1]:7001', requestHead: `${line}\r\n` }),
  );
  const [print = '', netcat] = command.split(' | ');
  expect(execFileSync('sh', ['-c', print], { encoding: 'utf8' })).toBe(`${line}\r\n`);
  expect(netcat).toBe("nc -w 1 '::1' 7001");
});
