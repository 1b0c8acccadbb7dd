import { afterEach, describe, expect, it } from 'vitest';
import { createMedia, differenceOf, PREFIX } from '../test-support/media.ts';
import type { RawAnswer } from '../test-support/raw-client.ts';
import { createRig, type Rig, type RigOptions } from '../test-support/rig.ts';

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

describe('an offset', () => {
  it('gives status 200, the prefix and the part, and hides that it was partial', async () => {
    const answer = await ask({
      fields: 'X-REPROXY-FLV-START: 1000\r\nAccept-Ranges: bytes\r\nX-Own: kept\r\n',
    });
    expect(answer.head).toBe(
      'HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nX-Own: kept\r\nContent-Length: 199013\r\n\r\n',
    );
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
    expect(rig.storages[0]?.requests[0]?.header('range')).toBe('bytes=1000-');
  });

  it.each([
    ['1', 1],
    ['199999', 199_999],
    ['0001000', 1000],
  ])('%s is taken', async (start, offset) => {
    const answer = await ask(startAt(start));
    expect(answer.status).toBe(200);
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(offset)]))).toBeNull();
  });

  it.each(['0', ''])('"%s" gives the whole file without a prefix', async (start) => {
    const answer = await ask(startAt(start));
    expect(answer.status).toBe(200);
    expect(differenceOf(answer.body, media)).toBeNull();
    expect(rig.storages[0]?.requests[0]?.header('range')).toBeUndefined();
  });

  it.each([
    '-5',
    'abc',
    '1e3',
    '0x64',
    '100-199',
    '+5',
    '1 2',
    '9007199254740992',
    '99999999999999999999',
    '1,2',
  ])('"%s" is refused and storage is not asked', async (start) => {
    const answer = await ask(startAt(start));
    expect(answer.status).toBe(502);
    expect(answer.body.toString()).toMatch(/^flv_start_invalid\n/);
    expect(rig.storages[0]?.requests).toHaveLength(0);
  });

  it('that stands in two lines is refused', async () => {
    const answer = await ask({ fields: 'X-REPROXY-FLV-START: 5\r\nX-REPROXY-FLV-START: 5\r\n' });
    expect(answer.status).toBe(502);
    expect(rig.storages[0]?.requests).toHaveLength(0);
  });

  it.each([200_000, 200_001, 9_999_999_999])(
    '%i, at or beyond the end, gives 416 with the size',
    async (start) => {
      const answer = await ask(startAt(start));
      expect(answer.status).toBe(416);
      expect(answer.header('content-range')).toBe('bytes */200000');
      expect(answer.body.toString()).toMatch(/^start_beyond_end\n/);
    },
  );

  it('wins over the client’s own Range and conditions', async () => {
    const answer = await ask(
      startAt(1000),
      'GET /v/video.flv HTTP/1.1\r\nHost: a\r\nRange: bytes=5-9\r\nIf-None-Match: "x"\r\nIf-Range: "y"\r\n\r\n',
    );
    expect(answer.status).toBe(200);
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
    const [asked] = rig.storages[0]?.requests ?? [];
    expect(asked?.head).toMatch(/^GET \/video\.flv HTTP\/1\.1\r\n/);
    expect(asked?.header('range')).toBe('bytes=1000-');
    expect(asked?.header('if-none-match')).toBeUndefined();
    expect(asked?.header('if-range')).toBeUndefined();
  });
});

describe('the application’s status', () => {
  it.each([
    [201, 201],
    [204, 200],
    [404, 404],
    [503, 503],
  ])('%i reaches the client as %i, with the video', async (status, expected) => {
    const answer = await ask({
      application:
        (urls) =>
        ({ socket }) =>
          socket.write(
            `HTTP/1.1 ${status} Said So\r\nX-REPROXY-URL: ${urls[0]}\r\nX-REPROXY-FLV-START: 1000\r\n` +
              `${status === 204 ? '' : 'Content-Length: 0\r\n'}\r\n`,
          ),
    });
    expect(answer.status).toBe(expected);
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
  });
});

describe('HEAD', () => {
  it('has the head that GET would have, no body, and leaves the connection clean', async () => {
    const answer = await ask(
      startAt(1000),
      'HEAD /v/video.flv HTTP/1.1\r\nHost: a\r\n\r\nGET /v/video.flv HTTP/1.1\r\nHost: a\r\n\r\n',
    );
    expect(answer.status).toBe(200);
    expect(answer.header('content-length')).toBe('199013');
    const client = await rig.connect();
    client.send(
      'HEAD /v/video.flv HTTP/1.1\r\nHost: a\r\n\r\nGET /v/video.flv HTTP/1.1\r\nHost: a\r\n\r\n',
    );
    await client.readAnswer(false);
    const second = await client.readAnswer();
    expect(differenceOf(second.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
  });

  it('beyond the end is 416 without a body', async () => {
    const answer = await ask(startAt(200_000), 'HEAD /v/video.flv HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(answer.status).toBe(416);
  });
});

describe('without an offset', () => {
  it('the client’s Range goes to storage, and 206 comes back with Content-Range', async () => {
    const answer = await ask(
      {},
      'GET /v/video.flv HTTP/1.1\r\nHost: a\r\nRange: bytes=10-19\r\n\r\n',
    );
    expect(answer.status).toBe(206);
    expect(answer.header('content-range')).toBe('bytes 10-19/200000');
    expect(differenceOf(answer.body, media.subarray(10, 20))).toBeNull();
  });

  it('a Range beyond the end gives 416 with Content-Range', async () => {
    const answer = await ask(
      {},
      'GET /v/video.flv HTTP/1.1\r\nHost: a\r\nRange: bytes=200000-\r\n\r\n',
    );
    expect(answer.status).toBe(416);
    expect(answer.header('content-range')).toBe('bytes */200000');
  });

  it.each([
    ['said a second later', '05:00:01', 206],
    ['said within the same second, when the file may have changed again', '05:00:00', 200],
  ])('an If-Range of the date that the application %s', async (_, saidAt, status) => {
    const date = 'Sat, 28 Nov 2026 05:00:00 GMT';
    const answer = await ask(
      { fields: `Last-Modified: ${date}\r\nDate: Sat, 28 Nov 2026 ${saidAt} GMT\r\n` },
      `GET /v/video.flv HTTP/1.1\r\nHost: a\r\nRange: bytes=10-19\r\nIf-Range: ${date}\r\n\r\n`,
    );
    expect(answer.status).toBe(status);
    expect(differenceOf(answer.body, status === 206 ? media.subarray(10, 20) : media)).toBeNull();
  });

  it('an If-Range that fits nothing the application says gives the whole file', async () => {
    const answer = await ask(
      {},
      'GET /v/video.flv HTTP/1.1\r\nHost: a\r\nRange: bytes=10-19\r\nIf-Range: "v1"\r\n\r\n',
    );
    expect(answer.status).toBe(200);
    expect(differenceOf(answer.body, media)).toBeNull();
  });
});
