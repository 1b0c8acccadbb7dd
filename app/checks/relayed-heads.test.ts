import { expect, test } from 'vitest';
import { makeExchange, makeHop } from '../contract/test-support/make-records.ts';
import { explainHeads } from './head-changes.ts';

const answer = 'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 9\r\n\r\n';

test('what the relay passes on is kept, connection fields too; what it adds says why', () => {
  const exchange = makeExchange({
    target: '/t/x/a.flv?start=5',
    hops: [
      makeHop({
        requestHead:
          'GET /t/x/a.flv?start=5 HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: keep-alive\r\nOrigin: http://127.0.0.1:2\r\n\r\n',
        responseHead: answer.replace(
          '\r\n\r\n',
          '\r\nAccess-Control-Allow-Origin: http://127.0.0.1:2\r\n\r\n',
        ),
      }),
      makeHop({
        kind: 'target',
        requestHead:
          'GET /a.flv HTTP/1.1\r\nHost: b:80\r\nConnection: keep-alive\r\nRange: bytes=5-\r\nCookie: ***\r\n\r\n',
        responseHead: answer,
      }),
    ],
  });
  const [client, target] = explainHeads(exchange);
  expect(client?.request.map(({ change }) => change)).toEqual([
    'rewritten',
    'rewritten',
    'kept',
    'dropped',
  ]);
  expect(client?.request[0]?.explanation).toBe('The target was asked “GET /a.flv HTTP/1.1”.');
  expect(target?.request.map(({ change }) => change)).toEqual([
    'rewritten',
    'rewritten',
    'kept',
    'added',
    'added',
  ]);
  expect(target?.request.at(-1)?.explanation).toBe('A field that you gave the target.');
  expect(target?.response.every(({ change }) => change === 'kept')).toBe(true);
  expect(client?.response.map(({ change }) => change)).toEqual(['kept', 'kept', 'kept', 'added']);
  expect(client?.response.at(-1)?.explanation).toMatch(/^Ours:/);
});
