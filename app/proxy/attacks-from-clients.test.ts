import { afterEach, describe, expect, it } from 'vitest';
import { createMedia, differenceOf, PREFIX } from './test-support/media.ts';
import type { RawClient } from './test-support/raw-client.ts';
import { createRig, type Rig, type RigOptions } from './test-support/rig.ts';

const media = createMedia(50_000);
let rig: Rig;

afterEach(() => rig.close());

async function connect(options: Partial<RigOptions> = {}): Promise<RawClient> {
  rig = await createRig({ media, ...options });
  return rig.connect();
}

/** Sends bytes; expects that status, the end of the connection, and that nobody behind heard of it. */
async function expectRefusal(bytes: string, status: number): Promise<void> {
  const client = await connect();
  client.send(bytes);
  const answer = await client.readAnswer();
  expect(answer.status).toBe(status);
  expect(answer.header('connection')).toBe('close');
  expect(await client.readToEnd()).toHaveLength(0);
  expect(rig.application.requests).toHaveLength(0);
  expect(await rig.exchange()).toMatchObject({ outcome: 'failed' });
}

const SMUGGLED = 'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n';
const post = (fields: string, body = '') =>
  `POST / HTTP/1.1\r\nHost: a\r\n${fields}\r\n${body}${SMUGGLED}`;
const get = (fields: string) => `GET / HTTP/1.1\r\nHost: a\r\n${fields}\r\n`;

describe('request smuggling', () => {
  it.each([
    [
      'Content-Length and Transfer-Encoding',
      post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
      400,
    ],
    [
      'Transfer-Encoding and Content-Length',
      post('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n', '0\r\n\r\n'),
      400,
    ],
    [
      'two different Content-Lengths',
      post('Content-Length: 5\r\nContent-Length: 6\r\n', 'hello'),
      400,
    ],
    ['two equal Content-Lengths', post('Content-Length: 5\r\nContent-Length: 5\r\n', 'hello'), 400],
    ['a Content-Length list', post('Content-Length: 5, 5\r\n', 'hello'), 400],
    ['a signed Content-Length', post('Content-Length: +5\r\n', 'hello'), 400],
    ['a negative Content-Length', post('Content-Length: -5\r\n', 'hello'), 400],
    ['a hex Content-Length', post('Content-Length: 0x5\r\n', 'hello'), 400],
    ['an empty Content-Length', post('Content-Length: \r\n', 'hello'), 400],
    ['a Content-Length beyond 2^53', post('Content-Length: 9007199254740993\r\n', 'hello'), 400],
    ['a Content-Length with a space inside', post('Content-Length: 5 5\r\n', 'hello'), 400],
    ['Transfer-Encoding: identity', post('Transfer-Encoding: identity\r\n'), 501],
    ['Transfer-Encoding: gzip, chunked', post('Transfer-Encoding: gzip, chunked\r\n'), 501],
    ['Transfer-Encoding: xchunked', post('Transfer-Encoding: xchunked\r\n'), 501],
    ['Transfer-Encoding: chunked;q=1', post('Transfer-Encoding: chunked;q=1\r\n'), 501],
    ['Transfer-Encoding: "chunked"', post('Transfer-Encoding: "chunked"\r\n'), 501],
    [
      'two Transfer-Encodings',
      post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n'),
      400,
    ],
    [
      'Transfer-Encoding in HTTP/1.0',
      `POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${SMUGGLED}`,
      400,
    ],
    ['a space before the colon', post('Transfer-Encoding : chunked\r\n'), 400],
    ['a tab before the colon', post('Transfer-Encoding\t: chunked\r\n'), 400],
    ['a folded field line', get('X-A: 1\r\n Transfer-Encoding: chunked\r\n'), 400],
    ['a folded line with a tab', get('X-A: 1\r\n\tb\r\n'), 400],
    ['a folded first line', 'GET / HTTP/1.1\r\n Host: a\r\n\r\n', 400],
    ['a bare LF in the fields', 'GET / HTTP/1.1\r\nHost: a\nX: 1\r\n\r\n', 400],
    ['a bare LF after the request line', 'GET / HTTP/1.1\nHost: a\r\n\r\n', 400],
    ['bare LF only', 'GET / HTTP/1.1\nHost: a\n\n', 400],
    ['a bare CR in a value', get('X-A: 1\rTransfer-Encoding: chunked\r\n'), 400],
    ['a CR before CRLF', get('X-A: 1\r\r\n'), 400],
    ['NUL in a value', get('X-A: a\0b\r\n'), 400],
    ['NUL in a name', get('X\0A: b\r\n'), 400],
    ['NUL in the target', 'GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['DEL in a value', get('X-A: \x7f\r\n'), 400],
    ['an escape sequence in a value', get('X-A: \x1b[2J\r\n'), 400],
    ['a field line without a colon', get('X-A\r\n'), 400],
    ['an empty field name', get(': x\r\n'), 400],
    ['a field name that is no token', get('X(A): x\r\n'), 400],
    ['a field name with obs-text', get('X\xc4: x\r\n'), 400],
  ])('%s', (_what, bytes, status) => expectRefusal(bytes, status));

  it.each([
    ['no size', '\r\nhello\r\n0\r\n\r\n'],
    ['a 0x size', '0x5\r\nhello\r\n0\r\n\r\n'],
    ['a negative size', '-5\r\nhello\r\n0\r\n\r\n'],
    ['a space before the size', ' 5\r\nhello\r\n0\r\n\r\n'],
    ['a space after the size', '5 \r\nhello\r\n0\r\n\r\n'],
    ['a huge size', 'fffffffffffffffff\r\nhello\r\n0\r\n\r\n'],
    ['a bare LF after the size', '5\nhello\r\n0\r\n\r\n'],
    ['a bare LF after the data', '5\r\nhello\n0\r\n\r\n'],
    ['more data than the size says', '5\r\nhello!\r\n0\r\n\r\n'],
    ['a bare CR in an extension', '5;a=\r\rb\r\nhello\r\n0\r\n\r\n'],
    ['NUL in an extension', '5;a=\0\r\nhello\r\n0\r\n\r\n'],
    ['an endless size line', `5;${'a'.repeat(5000)}\r\nhello\r\n0\r\n\r\n`],
    ['a folded trailer', '0\r\nX: 1\r\n y\r\n\r\n'],
    ['a trailer without a colon', '0\r\nX\r\n\r\n'],
    ['endless trailers', `0\r\n${'X: 1\r\n'.repeat(5000)}\r\n`],
  ])('a chunked body with %s', async (_what, body) => {
    const client = await connect();
    client.send(
      `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${body}${SMUGGLED}`,
    );
    const answer = await client.readAnswer();
    expect(answer.status).toBe(400);
    expect(await client.readToEnd()).toHaveLength(0);
    expect(rig.application.requests.map(({ target }) => target)).not.toContain('/smuggled');
  });

  it('a second request inside the body of the first stays a body', async () => {
    const client = await connect({
      // The scripted server reads no bodies, so to it the body looks like a request: that is its cue.
      application:
        () =>
        ({ socket, target }) => {
          const text = target === '/smuggled' ? '/outer' : target;
          if (target !== '/outer')
            socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n${text}`);
        },
    });
    client.send(`POST /outer HTTP/1.1\r\nHost: a\r\nContent-Length: ${SMUGGLED.length}\r\n\r\n`);
    client.send(`${SMUGGLED}GET /next1 HTTP/1.1\r\nHost: a\r\n\r\n`);
    expect((await client.readAnswer()).body.toString()).toBe('/outer');
    expect((await client.readAnswer()).body.toString()).toBe('/next1');
    expect(rig.reproxy.stats.exchanges).toBe(2);
  });
});

describe('what is no request', () => {
  it.each([
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['two Hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n', 400],
    ['an empty Host', 'GET / HTTP/1.1\r\nHost:\r\n\r\n', 400],
    ['a Host with userinfo', 'GET / HTTP/1.1\r\nHost: a@b\r\n\r\n', 400],
    ['a Host with a path', 'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n', 400],
    ['a Host list', 'GET / HTTP/1.1\r\nHost: a, b\r\n\r\n', 400],
    ['an absolute target for another host', 'GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['an absolute https target', 'GET https://a/ HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['an authority target', 'GET a:80 HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['CONNECT', 'CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n', 501],
    ['* for GET', 'GET * HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a target without a slash', 'GET video HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a fragment', 'GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['two spaces', 'GET  / HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a tab', 'GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a space at the end of the line', 'GET / HTTP/1.1 \r\nHost: a\r\n\r\n', 400],
    ['a leading space', ' GET / HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a method that is no token', 'G(T / HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['no version', 'GET /\r\nHost: a\r\n\r\n', 400],
    ['a lower-case version', 'GET / http/1.1\r\nHost: a\r\n\r\n', 400],
    ['HTTP/1.01', 'GET / HTTP/1.01\r\nHost: a\r\n\r\n', 400],
    ['HTTP/2.0', 'GET / HTTP/2.0\r\nHost: a\r\n\r\n', 505],
    ['the HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505],
    ['a TLS hello', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['a head of a megabyte', get(`X-A: ${'a'.repeat(1_000_000)}\r\n`), 431],
    ['an endless request line', `GET /${'a'.repeat(100_000)}`, 431],
    ['a thousand fields', get('X-A: 1\r\n'.repeat(1000)), 400],
  ])('%s', (_what, bytes, status) => expectRefusal(bytes, status));

  it.each([
    [
      'an absolute target for the same host',
      'GET http://A/x?y HTTP/1.1\r\nHost: a\r\n\r\n',
      '/x?y',
    ],
    ['an absolute target without a path', 'GET http://a HTTP/1.1\r\nHost: a\r\n\r\n', '/'],
    ['HTTP/1.9', 'GET /x HTTP/1.9\r\nHost: a\r\n\r\n', '/x'],
    ['* for OPTIONS', 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n', '*'],
    ['an IPv6 Host', 'GET /x HTTP/1.1\r\nHost: [::1]:80\r\n\r\n', '/x'],
    ['raw UTF-8 in the target', 'GET /\xc3\xbc HTTP/1.1\r\nHost: a\r\n\r\n', '/\xc3\xbc'],
  ])('%s is one, though', async (_what, bytes, target) => {
    const client = await connect();
    client.send(bytes);
    expect((await client.readAnswer()).status).toBe(200);
    expect(rig.application.requests[0]?.target).toBe(target);
  });
});

describe('injection', () => {
  it.each([
    '/v/a.flv%0d%0aX-REPROXY-FILE:%20/etc/passwd',
    '/v/a.flv?start=1%0D%0AX-REPROXY-URL:%20http://127.0.0.1/',
    '/v/%00%0a.flv?start=%0d%0a%0d%0aGET%20/b%20HTTP/1.1',
  ])('%s reaches the application as it was written, and storage not at all', async (target) => {
    const client = await connect({ fields: 'X-REPROXY-FLV-START: 1000\r\n' });
    client.send(`GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`);
    expect((await client.readAnswer()).status).toBe(200);
    expect(rig.application.requests.map((request) => request.target)).toEqual([target]);
    expect(rig.application.requests[0]?.head).not.toMatch(/^X-REPROXY/im);
    expect(rig.storages[0]?.requests.map((request) => request.target)).toEqual(['/video.flv']);
  });
});

describe('slow clients', () => {
  it('a head of one byte after the other ends in 408 at its time-out, not at each byte’s', async () => {
    const client = await connect({ reproxy: { timeouts: { clientHeadMs: 80 } } });
    const drip = setInterval(() => client.send('x'), 5);
    client.send('GET / HTTP/1.1\r\nHost: a\r\nX: ');
    const answer = await client.readAnswer();
    clearInterval(drip);
    expect(answer.status).toBe(408);
  });

  it('hundreds of them take nothing away from a quick one', async () => {
    const client = await connect({ fields: 'X-REPROXY-FLV-START: 1000\r\n' });
    const slow = await Promise.all(Array.from({ length: 300 }, () => rig.connect()));
    for (const each of slow) each.send('GET / HTTP/1.1\r\nHost: a\r\nX: ');
    client.send(get(''));
    const { body } = await client.readAnswer();
    expect(differenceOf(body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
  });
});
