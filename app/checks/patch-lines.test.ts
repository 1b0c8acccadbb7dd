import { expect, test } from 'vitest';
import type { Exchange, Hop } from '../contract/exchange.ts';
import { patchStepsOf } from './patch-lines.ts';
import { makeExchange, makeHop } from './test-support/exchange.ts';

const client = makeHop('client', {
  request: ['GET /v/a.flv?start=10 HTTP/1.1', 'Host: a', 'Accept: */*'],
  response: ['HTTP/1.1 200 OK', 'Content-Type: video/x-flv', 'Content-Length: 103'],
});
const application = makeHop('application', {
  request: ['GET /v/a.flv?start=10 HTTP/1.1', 'Host: b'],
  response: ['HTTP/1.1 200 OK', 'X-REPROXY-URL: http://c/a', 'X-Reproxy-FLV-Start: 10'],
});
const storage = makeHop('storage', {
  request: ['GET /a HTTP/1.1', 'Host: c', 'Range: bytes=10-'],
  response: [
    'HTTP/1.1 206 Partial Content',
    'Content-Range: bytes 10-99/100',
    'ETag: "1"',
    'Content-Length: 90',
  ],
});

const steps = (hops: Hop[], patch: Partial<Exchange> = {}) =>
  patchStepsOf(makeExchange(hops, patch)).map(({ name, lines }) => [
    name,
    ...lines.map(({ raw }) => raw),
  ]);

test('the way of a reproxied seek, in the order in which it happened', () => {
  expect(steps([client, application, storage])).toEqual([
    ['Client asks', 'GET /v/a.flv?start=10 HTTP/1.1'],
    ['Application orders', 'X-REPROXY-URL: http://c/a', 'X-Reproxy-FLV-Start: 10'],
    ['Storage is asked', 'Range: bytes=10-'],
    [
      'Storage answers',
      'HTTP/1.1 206 Partial Content',
      'Content-Range: bytes 10-99/100',
      'Content-Length: 90',
    ],
    ['Client gets', 'HTTP/1.1 200 OK', 'Content-Length: 103'],
  ]);
});

test('each line tells its place among the hops', () => {
  const [, ordered] = patchStepsOf(makeExchange([client, application, storage]));
  expect(ordered?.lines.map(({ hop, side, line }) => [hop, side, line])).toEqual([
    [1, 'response', 1],
    [1, 'response', 2],
  ]);
});

test('an application that answers itself gives no orders', () => {
  const own = makeHop('application', {
    request: ['GET /v/a.flv HTTP/1.1'],
    response: ['HTTP/1.1 404 Not Found', 'Content-Length: 3'],
  });
  expect(steps([client, own])).toContainEqual([
    'Application answers',
    'HTTP/1.1 404 Not Found',
    'Content-Length: 3',
  ]);
});

test('a node that could not be used is the answer where no other came', () => {
  const refusing = makeHop('storage', {
    request: ['GET /a HTTP/1.1', 'Range: bytes=10-'],
    response: ['HTTP/1.1 500 Oops'],
  });
  const shown = steps([client, application, { ...refusing, outcome: 'rejected' }]);
  expect(shown).toContainEqual(['Storage answers', 'HTTP/1.1 500 Oops']);
});

test('a target is asked and answers, and a client that got nothing has no line', () => {
  const target = makeHop('target', {
    request: ['GET /x?start=10 HTTP/1.1', 'Host: t'],
    response: ['HTTP/1.1 200 OK', 'Content-Length: 103'],
  });
  expect(steps([{ ...client, responseHead: '' }, target])).toEqual([
    ['Client asks', 'GET /v/a.flv?start=10 HTTP/1.1'],
    ['Target is asked', 'GET /x?start=10 HTTP/1.1'],
    ['Target answers', 'HTTP/1.1 200 OK', 'Content-Length: 103'],
  ]);
});
