import { afterEach, describe, expect, it } from 'vitest';
import {
  createMedia,
  differenceOf,
  honestStorage,
  PREFIX,
  partialHead,
} from '../test-support/media.ts';
import type { RawAnswer } from '../test-support/raw-client.ts';
import { createRig, type Rig, type RigOptions } from '../test-support/rig.ts';
import type { Script } from '../test-support/scripted-server.ts';

const media = createMedia(200_000);
let rig: Rig;

afterEach(() => rig.close());

/** Starts a rig, sends one request, gives back the answer. */
async function ask(
  options: Partial<RigOptions>,
  request = 'GET /v/video.flv HTTP/1.1\r\nHost: a\r\n\r\n',
): Promise<RawAnswer> {
  rig = await createRig({ media, ...options });
  const client = await rig.connect();
  client.send(request);
  return client.readAnswer(!request.startsWith('HEAD'));
}

function startAt(start: string | number): Partial<RigOptions> {
  return { fields: `X-REPROXY-FLV-START: ${start}\r\n` };
}

describe('storage that cannot be trusted', () => {
  it('that ignores Range is passed over for the next one', async () => {
    const ignoring = honestStorage(media);
    const answer = await ask({
      ...startAt(1000),
      storages: [
        (request) => ignoring({ ...request, header: () => undefined }),
        honestStorage(media),
      ],
    });
    expect(answer.status).toBe(200);
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
    const exchange = await rig.exchange();
    expect(exchange.hops.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      'client complete',
      'application complete',
      'storage rejected',
      'storage complete',
    ]);
  });

  it.each([
    [
      'ignores Range',
      'HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n',
      502,
      'storage_ignored_range',
    ],
    [
      'sends another range',
      partialHead({ first: 1001, last: 199_999 }, 200_000),
      502,
      'storage_wrong_range',
    ],
    [
      'sends less than the rest',
      partialHead({ first: 1000, last: 1999 }, 200_000),
      502,
      'storage_wrong_range',
    ],
    [
      'contradicts itself',
      'HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\nContent-Range: bytes 1000-199999/200000\r\n\r\n',
      502,
      'storage_wrong_range',
    ],
    [
      'sends no Content-Range',
      'HTTP/1.1 206 Partial Content\r\nContent-Length: 199000\r\n\r\n',
      502,
      'storage_wrong_range',
    ],
    [
      'does not say the size',
      'HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 1000-199999/*\r\n\r\n',
      502,
      'storage_wrong_range',
    ],
    [
      'says 416 with a size above the offset',
      'HTTP/1.1 416 No\r\nContent-Length: 0\r\nContent-Range: bytes */200000\r\n\r\n',
      502,
      'storage_wrong_range',
    ],
    [
      'encodes',
      partialHead({ first: 1000, last: 199_999 }, 200_000, 'Content-Encoding: gzip\r\n'),
      502,
      'storage_encoded',
    ],
    [
      'has no such file',
      'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n',
      503,
      'storage_bad_status',
    ],
    [
      'redirects',
      'HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n',
      503,
      'storage_bad_status',
    ],
    ['talks garbage', 'this is no HTTP\r\n\r\n', 502, 'storage_bad_answer'],
    [
      'sends bare LF',
      'HTTP/1.1 206 Partial Content\nContent-Length: 5\n\n',
      502,
      'storage_bad_answer',
    ],
  ])('that %s', async (_what, head, status, code) => {
    const answer = await ask({ ...startAt(1000), storages: [({ socket }) => socket.write(head)] });
    expect(answer.status).toBe(status);
    expect(answer.body.toString()).toMatch(new RegExp(`^${code}\n`));
    expect(answer.header('x-reproxy-url')).toBeUndefined();
  });

  it('that is down, closes, or never answers is passed over in turn', async () => {
    const answer = await ask({
      ...startAt(1000),
      storages: [({ socket }) => socket.end(), () => {}, honestStorage(media)],
      reproxy: { timeouts: { firstByteMs: 60 } },
    });
    expect(answer.status).toBe(200);
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
    const { hops } = await rig.exchange();
    expect(hops.slice(2).map(({ outcome }) => outcome)).toEqual(['cut', 'timeout', 'complete']);
  });

  it('that has no file, fails or redirects is passed over, in the order of the URLs', async () => {
    const saying =
      (status: string): Script =>
      ({ socket }) =>
        socket.write(`HTTP/1.1 ${status}\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n`);
    const answer = await ask({
      ...startAt(1000),
      storages: [
        saying('404 Not Found'),
        saying('500 Oops'),
        saying('302 Found'),
        honestStorage(media),
      ],
    });
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
    const { hops } = await rig.exchange();
    expect(hops.slice(2).map(({ status }) => status)).toEqual([404, 500, 302, 206]);
  });

  it('that is down gives 503 and says what was tried', async () => {
    rig = await createRig({ media, ...startAt(1000) });
    await rig.storages[0]?.close();
    const client = await rig.connect();
    client.send('GET /v/video.flv HTTP/1.1\r\nHost: a\r\n\r\n');
    const answer = await client.readAnswer();
    expect(answer.status).toBe(503);
    expect(answer.header('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.body.toString()).toMatch(
      /^storage_unreachable\nStorage 127\.0\.0\.1:\d+ could not be reached: ECONNREFUSED\.\nTried:\n/,
    );
  });

  it('that nobody allowed is not asked', async () => {
    const answer = await ask({ ...startAt(1000), reproxy: { isStorageAllowed: () => false } });
    expect(answer.status).toBe(503);
    expect(answer.body.toString()).toMatch(/^storage_not_allowed\n/);
    expect(rig.storages[0]?.connectionCount).toBe(0);
  });

  it('whose URL is none gives 503 reproxy_url_unusable', async () => {
    const answer = await ask({
      application:
        () =>
        ({ socket }) =>
          socket.write('HTTP/1.1 200 OK\r\nX-REPROXY-URL: ftp://a/b\r\nContent-Length: 0\r\n\r\n'),
    });
    expect(answer.status).toBe(503);
    expect(answer.body.toString()).toMatch(/^reproxy_url_unusable\n/);
  });
});
