import { expect, test } from 'vitest';
import { describeError } from '../contract/errors.ts';
import type { Hop } from '../contract/exchange.ts';
import type { ExplainedLine } from './explained-line.ts';
import { explainHeads } from './head-changes.ts';
import { crlf, makeExchange, makeHop } from './test-support/exchange.ts';

const client = makeHop('client', {
  request: [
    'GET /v/sample.flv?start=1000&seek=a HTTP/1.1',
    'Host: 127.0.0.1:8000',
    'Range: bytes=0-',
    'Connection: keep-alive',
    'X-REPROXY-URL: http://evil/',
    'User-Agent: page',
  ],
  response: [
    'HTTP/1.1 200 OK',
    'Content-Type: video/x-flv',
    'Content-Length: 9013',
    'ETag: "7"',
    'Access-Control-Allow-Origin: http://127.0.0.1:9',
    'Connection: keep-alive',
  ],
});
const application = makeHop('application', {
  request: [
    'GET /v/sample.flv?start=1000&seek=a HTTP/1.1',
    'Host: 127.0.0.1:8100',
    'User-Agent: page',
  ],
  response: [
    'HTTP/1.1 200 OK',
    'Content-Type: video/x-flv',
    'Content-Length: 0',
    'X-REPROXY-URL: http://127.0.0.1:8200/sample.flv',
    'X-REPROXY-FLV-START: 1000',
  ],
});
const storage = makeHop('storage', {
  request: [
    'GET /sample.flv HTTP/1.1',
    'Host: 127.0.0.1:8200',
    'Range: bytes=1000-',
    'Accept-Encoding: identity',
  ],
  response: [
    'HTTP/1.1 206 Partial Content',
    'Content-Type: video/x-flv',
    'Content-Length: 9000',
    'Content-Range: bytes 1000-9999/10000',
    'Accept-Ranges: bytes',
    'ETag: "7"',
  ],
});

const find = (lines: ExplainedLine[] | undefined, start: string) =>
  lines?.find(({ raw }) => raw.startsWith(start));

test('every line of every head is there, in order, as it was on the wire', () => {
  const explained = explainHeads(makeExchange([client, application, storage]));
  const raw = explained.map(({ request, response }) =>
    [request, response].map((lines) => crlf(...lines.map((line) => line.raw))),
  );
  expect(raw).toEqual(
    [client, application, storage].map((hop) => [hop.requestHead, hop.responseHead]),
  );
});

test('the 206 of storage becomes 200, and both lines say why', () => {
  const [sent, , got] = explainHeads(makeExchange([client, application, storage]));
  expect(sent?.response[0]?.change).toBe('kept');
  expect(got?.response[0]).toMatchObject({ change: 'rewritten' });
  expect(got?.response[0]?.explanation).toContain('206 becomes 200');
});

test('what only a part has is dropped, and the length counts the prefix', () => {
  const [sent, , got] = explainHeads(makeExchange([client, application, storage]));
  expect(find(got?.response, 'Content-Range')?.change).toBe('dropped');
  expect(find(got?.response, 'Accept-Ranges')?.change).toBe('dropped');
  expect(find(got?.response, 'ETag')).toMatchObject({ change: 'kept', explanation: '' });
  expect(find(sent?.response, 'Content-Length')).toMatchObject({
    change: 'rewritten',
    explanation: '9000 bytes from storage and 13 of the prefix make 9013.',
  });
});

test('a length that does not count the prefix is called out', () => {
  const wrong = { ...client, responseHead: client.responseHead.replace('9013', '9000') };
  const short = { ...storage, responseHead: storage.responseHead.replace('9000', '8000') };
  const [sent] = explainHeads(makeExchange([wrong, application, short]));
  expect(find(sent?.response, 'Content-Length')?.explanation).toBe(
    'Should be 8013 (storage’s 8000 and the prefix’s 13), is 9000.',
  );
});

test('the orders of the application are dropped', () => {
  const [, got] = explainHeads(makeExchange([client, application, storage]));
  expect(find(got?.response, 'X-REPROXY-URL')?.change).toBe('dropped');
  expect(find(got?.response, 'X-REPROXY-FLV-START')?.explanation).toContain('start at this byte');
});

test('the partial GET is explained by the start of the application', () => {
  const [sent, , asked] = explainHeads(makeExchange([client, application, storage]));
  expect(find(asked?.request, 'Range')).toMatchObject({ change: 'rewritten' });
  expect(find(asked?.request, 'Range')?.explanation).toContain('X-REPROXY-FLV-START (1000)');
  expect(find(sent?.request, 'Range')?.explanation).toContain('start wins');
  expect(find(sent?.request, 'X-REPROXY-URL')?.change).toBe('dropped');
  expect(find(sent?.request, 'Host')?.change).toBe('rewritten');
  expect(find(sent?.request, 'Connection')?.explanation).toContain('one connection');
  expect(find(asked?.request, 'Accept-Encoding')?.change).toBe('added');
});

/** The client's request with these lines, of which the application hop has some. */
function explainRequestLines(sent: readonly string[], onward: readonly string[]) {
  const line = 'GET /v/sample.flv HTTP/1.1';
  const asked = { ...client, requestHead: crlf(line, ...sent) };
  const passed = { ...application, requestHead: crlf(line, ...onward) };
  return explainHeads(makeExchange([asked, passed]))[0]?.request;
}

// Two lists of hop-by-hop fields told different stories of these.
test('what belongs to one connection is told by the rule that the reproxy forwards by', () => {
  const lines = explainRequestLines(
    ['Trailer: X-Sum', 'Proxy-Authorization: Basic QQ==', 'X-Mine: 1', 'Connection: X-Mine, close'],
    ['Trailer: X-Sum', 'Connection: close'],
  );
  expect(find(lines, 'Trailer')).toMatchObject({ change: 'kept', explanation: '' });
  expect(find(lines, 'Proxy-Authorization')).toMatchObject({ change: 'dropped' });
  expect(find(lines, 'Proxy-Authorization')?.explanation).toContain('next proxy only');
  expect(find(lines, 'X-Mine')?.explanation).toContain('one connection only');
  expect(find(lines, 'Connection')).toMatchObject({ change: 'dropped' });
});

test('a connection that happens to have the same line is not one that was passed on', () => {
  const lines = explainRequestLines(['Connection: keep-alive'], ['Connection: keep-alive']);
  expect(find(lines, 'Connection')?.change).toBe('dropped');
});

test('an order to the reproxy is one also with underscores', () => {
  const lines = explainRequestLines(['X_Reproxy_URL: http://evil/'], []);
  expect(find(lines, 'X_Reproxy_URL')?.explanation).toContain('a client’s are taken out');
});

test('our CORS line is marked as ours', () => {
  const [sent] = explainHeads(makeExchange([client, application, storage]));
  expect(find(sent?.response, 'Access-Control')).toMatchObject({ change: 'added' });
  expect(find(sent?.response, 'Access-Control')?.explanation).toContain('Ours');
});

test('an answer of the reproxy itself comes from nobody, and nothing of others is kept', () => {
  const error = describeError('storage_ignored_range', { peer: 'p', status: 200, start: 1000 });
  const rejected: Hop = { ...storage, outcome: 'rejected', error };
  const own = { ...client, responseHead: crlf('HTTP/1.1 502 Bad Gateway', 'Content-Length: 9') };
  const exchange = makeExchange([own, application, rejected], { outcome: 'failed', error });
  const [sent, asked, got] = explainHeads(exchange);
  expect(sent?.response.map(({ change }) => change)).toEqual(['added', 'added']);
  expect(sent?.response[0]?.explanation).toContain('storage_ignored_range');
  const changes = [...(asked?.response ?? []), ...(got?.response ?? [])].map((l) => l.change);
  expect(new Set(changes)).toEqual(new Set(['dropped']));
});

test('a node that was not used is told apart from the one that was', () => {
  const rejected: Hop = {
    ...storage,
    outcome: 'rejected',
    responseHead: crlf('HTTP/1.1 404 Not Found', 'ETag: "7"'),
  };
  const [, , missed, got] = explainHeads(makeExchange([client, application, rejected, storage]));
  expect(find(missed?.response, 'ETag')).toMatchObject({ change: 'dropped' });
  expect(find(missed?.response, 'ETag')?.explanation).toContain('next URL');
  expect(find(got?.response, 'ETag')?.change).toBe('kept');
});

test('a look into the file beforehand is told apart from the answer that was sent on', () => {
  const look: Hop = {
    ...storage,
    requestHead: storage.requestHead.replace('bytes=1000-', 'bytes=0-12'),
    responseHead: storage.responseHead.replace('9000', '13').replace('1000-9999', '0-12'),
  };
  const [sent, , looked, got] = explainHeads(makeExchange([client, application, look, storage]));
  expect(find(looked?.request, 'Range')?.explanation).toContain('Looks into the file');
  expect(new Set(looked?.response.map(({ change }) => change))).toEqual(new Set(['dropped']));
  expect(find(got?.response, 'ETag')?.change).toBe('kept');
  expect(find(sent?.response, 'Content-Length')?.explanation).toContain('9000 bytes from storage');
});

test('a start that moved back to a keyframe is explained', () => {
  const earlier = {
    ...storage,
    requestHead: storage.requestHead.replace('bytes=1000-', 'bytes=900-'),
  };
  const [, , asked] = explainHeads(makeExchange([client, application, earlier]));
  expect(find(asked?.request, 'Range')?.explanation).toContain('keyframe at or before');
});

test('while the answer has not come, nothing is claimed', () => {
  const waiting = { ...client, responseHead: '' };
  const explained = explainHeads(makeExchange([waiting, application]));
  expect(explained[0]?.response).toEqual([]);
  expect(explained[1]?.response.map(({ change }) => change)).toEqual(Array(5).fill(null));
});

test('lines that are no field are shown as they are', () => {
  const odd = { ...storage, responseHead: 'HTTP/1.1 206 Partial Content\r\nno colon\r\n\r\n' };
  const [, , got] = explainHeads(makeExchange([client, application, odd]));
  expect(got?.response.map(({ raw }) => raw)).toEqual(['HTTP/1.1 206 Partial Content', 'no colon']);
});

test('a line that was not sent on says why, whatever it is', () => {
  const why = (from: 'application' | 'storage', line: string, patch = {}) => {
    const add = (head: string) => head.replace('\r\n\r\n', `\r\n${line}\r\n\r\n`);
    const [app, file] = [application, storage].map((hop) =>
      hop.kind === from ? { ...hop, responseHead: add(hop.responseHead) } : hop,
    );
    const [, asked, got] = explainHeads(makeExchange([client, app, file].filter(isThere), patch));
    const lines = from === 'storage' ? got?.response : asked?.response;
    return lines?.findLast(({ raw }) => raw === line)?.explanation;
  };
  const isThere = (hop: Hop | undefined) => hop !== undefined;
  expect(why('storage', 'Last-Modified: yesterday')).toContain('13 bytes in front');
  expect(why('storage', 'Last-Modified: yesterday', { prefixHex: null })).toContain('the length');
  expect(why('storage', 'Server: lighttpd')).toContain('The fields are the application’s');
  expect(why('application', 'Content-MD5: x')).toContain('own body');
  const answeredAs = { personality: 'nginx', hasQuirks: false } as const;
  expect(why('storage', 'Server: lighttpd', { answeredAs })).toContain('as nginx does');
  expect(why('application', 'X-Powered-By: PHP', { answeredAs })).toContain('as nginx does');
});

test('a Range that went nowhere was applied by the reproxy itself', () => {
  const asked = makeHop('client', { request: ['GET / HTTP/1.1', 'Range: bytes=5-'], response: [] });
  const behind = makeHop('storage', { request: ['GET /a HTTP/1.1', 'Host: b'], response: [] });
  const [sent] = explainHeads(makeExchange([asked, behind], { startHeader: null }));
  expect(find(sent?.request, 'Range')?.explanation).toContain('applies it itself');
});
