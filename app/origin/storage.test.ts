import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { videoPath } from '../http/video-path.ts';
import { ask, sendRaw } from './test-support/raw-request.ts';
import { serveFolder } from './test-support/serve-folder.ts';
import { makeTempDir } from './test-support/temp-dir.ts';

const BYTES = Buffer.from('0123456789abcdef');
const MODIFIED = new Date('2007-04-13T21:58:13Z');

async function serve(names: readonly string[] = ['a.flv']) {
  const root = await makeTempDir();
  for (const name of names) {
    await writeFile(join(root, name), BYTES);
    await utimes(join(root, name), MODIFIED, MODIFIED);
  }
  return { root, ...(await serveFolder(root)) };
}

describe('whole files', () => {
  it('sends the file with its type, length and validators', async () => {
    const { port } = await serve();
    const answer = await ask(port, 'GET', '/a.flv');
    expect(answer.status).toBe(200);
    expect(answer.header('Content-Type')).toBe('video/x-flv');
    expect(answer.header('Content-Length')).toBe('16');
    expect(answer.header('Accept-Ranges')).toBe('bytes');
    expect(answer.header('Last-Modified')).toBe('Fri, 13 Apr 2007 21:58:13 GMT');
    expect(answer.header('ETag')).toMatch(/^"[0-9a-f]+-[0-9a-f]+"$/);
    expect(answer.body).toEqual(BYTES);
  });

  it('sends the same head and nothing else for HEAD, with or without Range', async () => {
    const { port } = await serve();
    for (const headers of [[], ['Range: bytes=4-']]) {
      const answer = await ask(port, 'HEAD', '/a.flv', headers);
      expect(answer.status).toBe(200);
      expect(answer.header('Content-Length')).toBe('16');
      expect(answer.body.length).toBe(0);
    }
  });

  it('sends an empty file as an empty body', async () => {
    const { root, port } = await serve();
    await writeFile(join(root, 'empty.flv'), '');
    const answer = await ask(port, 'GET', '/empty.flv');
    expect([answer.status, answer.header('Content-Length'), answer.body.length]).toEqual([
      200,
      '0',
      0,
    ]);
  });

  it.each([
    'a b.flv',
    'ünï – 日本.flv',
    '100%.flv',
    'a#b?c.flv',
    "it's+(1)&2;3.flv",
    '%2e%2e.flv',
    '..a.flv',
  ])('serves a file named %s', async (name) => {
    const { port } = await serve([name]);
    expect((await ask(port, 'GET', videoPath(name))).body).toEqual(BYTES);
  });

  it('takes the absolute form of the target and ignores a query', async () => {
    const { port } = await serve();
    expect((await ask(port, 'GET', 'http://127.0.0.1:1/a.flv?start=3')).body).toEqual(BYTES);
  });
});

describe('Range', () => {
  it.each([
    ['bytes=4-', 'bytes 4-15/16', '456789abcdef'],
    ['bytes=4-7', 'bytes 4-7/16', '4567'],
    ['bytes=0-0', 'bytes 0-0/16', '0'],
    ['bytes=15-', 'bytes 15-15/16', 'f'],
    ['bytes=4-99999999999999999999', 'bytes 4-15/16', '456789abcdef'],
    ['bytes=-3', 'bytes 13-15/16', 'def'],
    ['bytes=-99', 'bytes 0-15/16', '0123456789abcdef'],
    ['BYTES= 4-5 ', 'bytes 4-5/16', '45'],
  ])('answers "%s" with 206 and %s', async (range, contentRange, body) => {
    const { port } = await serve();
    const answer = await ask(port, 'GET', '/a.flv', [`Range: ${range}`]);
    expect(answer.status).toBe(206);
    expect(answer.header('Content-Range')).toBe(contentRange);
    expect(answer.header('Content-Length')).toBe(String(body.length));
    expect(answer.body.toString()).toBe(body);
  });

  it.each(['bytes=16-', 'bytes=16-20', 'bytes=99999999999999999999-', 'bytes=-0'])(
    'answers "%s" with 416 and the size',
    async (range) => {
      const { port } = await serve();
      const answer = await ask(port, 'GET', '/a.flv', [`Range: ${range}`]);
      expect(answer.status).toBe(416);
      expect(answer.header('Content-Range')).toBe('bytes */16');
      expect(answer.body.toString()).toMatch(/^range_unsatisfiable: .*16 bytes/);
    },
  );

  it.each([
    'bytes=5-4',
    'bytes=-',
    'bytes=a-',
    'bytes=+4-',
    'lines=4-',
    'bytes 4-',
    'bytes=0-1,4-5',
  ])('ignores "%s" and sends the whole file', async (range) => {
    const { port } = await serve();
    const answer = await ask(port, 'GET', '/a.flv', [`Range: ${range}`]);
    expect([answer.status, answer.header('Content-Range')]).toEqual([200, null]);
    expect(answer.body).toEqual(BYTES);
  });

  it('has no satisfiable offset in an empty file', async () => {
    const { root, port } = await serve();
    await writeFile(join(root, 'empty.flv'), '');
    const answer = await ask(port, 'GET', '/empty.flv', ['Range: bytes=0-']);
    expect([answer.status, answer.header('Content-Range')]).toEqual([416, 'bytes */0']);
  });
});

describe('conditions', () => {
  it('honours If-Range with the current tag or date and sends the whole file otherwise', async () => {
    const { port } = await serve();
    const etag = (await ask(port, 'HEAD', '/a.flv')).header('ETag');
    const statusWith = async (ifRange: string) =>
      (await ask(port, 'GET', '/a.flv', ['Range: bytes=4-', `If-Range: ${ifRange}`])).status;
    expect(await statusWith(`${etag}`)).toBe(206);
    expect(await statusWith(MODIFIED.toUTCString())).toBe(206);
    expect(await statusWith(`W/${etag}`)).toBe(200);
    expect(await statusWith('"other"')).toBe(200);
    expect(await statusWith('Sat, 14 Apr 2007 21:58:13 GMT')).toBe(200);
  });

  it('changes the tag when size or time change', async () => {
    const { root, port } = await serve();
    const tag = async () => (await ask(port, 'HEAD', '/a.flv')).header('ETag');
    const first = await tag();
    await utimes(join(root, 'a.flv'), MODIFIED, new Date(MODIFIED.getTime() + 1));
    const second = await tag();
    expect(second).not.toBe(first);
  });

  it.each([
    ['If-None-Match: ETAG', 304],
    ['If-None-Match: "x", W/ETAG', 304],
    ['If-None-Match: *', 304],
    ['If-None-Match: "x"', 200],
    ['If-Modified-Since: Fri, 13 Apr 2007 21:58:13 GMT', 304],
    ['If-Modified-Since: Fri, 13 Apr 2007 21:58:12 GMT', 200],
    ['If-Modified-Since: nonsense', 200],
    ['If-Match: ETAG', 200],
    ['If-Match: W/ETAG', 412],
    ['If-Match: "x"', 412],
    ['If-Unmodified-Since: Fri, 13 Apr 2007 21:58:12 GMT', 412],
    ['If-Unmodified-Since: Fri, 13 Apr 2007 21:58:13 GMT', 200],
  ])('answers "%s" with %i', async (line, status) => {
    const { port } = await serve();
    const etag = (await ask(port, 'HEAD', '/a.flv')).header('ETag') ?? '';
    const answer = await ask(port, 'GET', '/a.flv', [line.replace('ETAG', etag)]);
    expect(answer.status).toBe(status);
    expect(answer.body.length).toBe(status === 200 ? 16 : 0);
    expect(answer.header('ETag')).toBe(etag);
  });
});

describe('refusals', () => {
  it('answers 404 with a coded line for what the library does not have', async () => {
    const { port } = await serve();
    const answer = await ask(port, 'GET', '/none.flv');
    expect([answer.status, answer.header('Content-Type')]).toEqual([
      404,
      'text/plain; charset=utf-8',
    ]);
    expect(answer.body.toString()).toMatch(/^video_unknown: .*"none\.flv"/);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('answers 405 to %s', async (method) => {
    const { port } = await serve();
    const answer = await ask(port, method, '/a.flv');
    expect([answer.status, answer.header('Allow')]).toEqual([405, 'GET, HEAD']);
    expect(answer.body.toString()).toMatch(/^method_not_allowed: /);
  });

  it('keeps the refusal on two lines whatever the name holds', async () => {
    const { port } = await serve();
    const answer = await ask(port, 'GET', '/a%0d%0aX-Evil:%201');
    expect(answer.header('X-Evil')).toBeNull();
    expect(answer.body.toString().trimEnd().split('\n').length).toBe(2);
  });
});

describe('connections', () => {
  it('answers pipelined requests in their order on one connection', async () => {
    const { port } = await serve();
    const get = (range: string, connection: string) =>
      `GET /a.flv HTTP/1.1\r\nHost: localhost\r\nRange: bytes=${range}\r\nConnection: ${connection}\r\n\r\n`;
    const bytes = await sendRaw(
      port,
      get('0-1', 'keep-alive') + get('2-3', 'keep-alive') + get('4-5', 'close'),
    );
    const bodies = [...bytes.toString('latin1').matchAll(/\r\n\r\n(..)/g)].map(([, body]) => body);
    expect(bodies).toEqual(['01', '23', '45']);
  });

  it('answers an HTTP/1.0 request and closes', async () => {
    const { port } = await serve();
    const bytes = await sendRaw(port, 'GET /a.flv HTTP/1.0\r\nRange: bytes=4-\r\n\r\n');
    expect(bytes.toString('latin1')).toMatch(/^HTTP\/1\.1 206 [\s\S]*\r\n\r\n456789abcdef$/);
  });
});
