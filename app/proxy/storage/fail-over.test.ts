import { afterEach, describe, expect, it } from 'vitest';
import {
  createMedia,
  differenceOf,
  honestStorage,
  PREFIX,
  partialHead,
  rangeOf,
} from '../test-support/media.ts';
import { createRig, type Rig } from '../test-support/rig.ts';
import type { Script } from '../test-support/scripted-server.ts';

const media = createMedia(300_000);
const total = media.length;
const GET = 'GET /v/video.flv HTTP/1.1\r\nHost: a\r\n\r\n';
const START = 'X-REPROXY-FLV-START: 1000\r\n';
let rig: Rig;

afterEach(() => rig.close());

/** Sends `bytes` of what it promised, then does what `die` does. */
function dying(
  bytes: number,
  die: (socket: Parameters<Script>[0]['socket']) => void,
  more = '',
): Script {
  return (request) => {
    const part = rangeOf(request, total) ?? { first: 0, last: total - 1 };
    request.socket.write(partialHead(part, total, more));
    request.socket.write(media.subarray(part.first, part.first + bytes), () => die(request.socket));
  };
}

const close = (socket: Parameters<Script>[0]['socket']) => socket.end();
const reset = (socket: Parameters<Script>[0]['socket']) => socket.resetAndDestroy();

async function get(storages: Script[], fields = START, request = GET) {
  rig = await createRig({ media, storages, fields, reproxy: { timeouts: { stallMs: 80 } } });
  const client = await rig.connect();
  client.send(request);
  return client;
}

describe('a storage node that dies in the middle of the body', () => {
  it('is continued by the next one, without a seam', async () => {
    const client = await get([dying(5000, close), honestStorage(media)]);
    const answer = await client.readAnswer();
    expect(answer.header('content-length')).toBe(String(total - 1000 + 13));
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
    expect(rig.storages[1]?.requests[0]?.header('range')).toBe('bytes=6000-');
    const exchange = await rig.exchange();
    expect(exchange.outcome).toBe('complete');
    expect(exchange.hops.slice(2)).toMatchObject([
      { outcome: 'cut', responseBodyBytes: 5000, error: { code: 'storage_cut' } },
      { outcome: 'complete', responseBodyBytes: total - 6000, error: null },
    ]);
  });

  it('and by the one after, when that dies as well, with a reset', async () => {
    const client = await get([dying(5000, reset), dying(70_000, close), honestStorage(media)]);
    const answer = await client.readAnswer();
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
    expect(rig.storages[2]?.requests).toHaveLength(1);
  });

  it('is continued when it stalls', async () => {
    const client = await get([dying(5000, () => {}), honestStorage(media)]);
    const answer = await client.readAnswer();
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
    expect((await rig.exchange()).hops[2]?.outcome).toBe('timeout');
  });

  it('is continued inside the client’s own Range', async () => {
    const client = await get(
      [dying(500, close), honestStorage(media)],
      '',
      'GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=2000-2999\r\n\r\n',
    );
    const answer = await client.readAnswer();
    expect(answer.status).toBe(206);
    expect(differenceOf(answer.body, media.subarray(2000, 3000))).toBeNull();
    expect(rig.storages[1]?.requests[0]?.header('range')).toBe('bytes=2500-2999');
  });

  it('is continued when the whole file was asked for', async () => {
    const whole: Script = ({ socket }) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${total}\r\n\r\n`);
      socket.end(media.subarray(0, 777));
    };
    const client = await get([whole, honestStorage(media)], '');
    const answer = await client.readAnswer();
    expect(answer.status).toBe(200);
    expect(differenceOf(answer.body, media)).toBeNull();
  });

  it.each([
    ['ETag', 'ETag: "a"\r\n', 'ETag: "b"\r\n'],
    [
      'Last-Modified',
      'Last-Modified: Fri, 13 Apr 2007 21:58:13 GMT\r\n',
      'Last-Modified: Sat, 14 Apr 2007 21:58:13 GMT\r\n',
    ],
  ])(
    'is not continued by another version of the file, told by %s',
    async (_name, first, second) => {
      const client = await get([dying(5000, close, first), honestStorage(media, second)]);
      await expect(client.readAnswer()).rejects.toThrow(/ended after/);
      expect((await rig.exchange()).outcome).toBe('cut');
    },
  );

  const friday = 'Last-Modified: Fri, 13 Apr 2007 21:58:13 GMT\r\n';
  const saturday = 'Last-Modified: Sat, 14 Apr 2007 21:58:13 GMT\r\n';

  it.each([
    [
      'equal strong ETags, whatever the dates say',
      `ETag: "a"\r\n${friday}`,
      `ETag: "a"\r\n${saturday}`,
    ],
    ['equal dates where one has no ETag', friday, `ETag: "b"\r\n${friday}`],
    ['equal dates where an ETag is weak', `ETag: W/"a"\r\n${friday}`, `ETag: "b"\r\n${friday}`],
    ['equal dates in two forms', friday, 'Last-Modified: Friday, 13-Apr-07 21:58:13 GMT\r\n'],
    ['nothing to compare', 'ETag: "a"\r\n', friday],
    ['weak ETags alone', 'ETag: W/"a"\r\n', 'ETag: W/"b"\r\n'],
  ])('is continued by %s', async (_what, first, second) => {
    const client = await get([dying(5000, close, first), honestStorage(media, second)]);
    const answer = await client.readAnswer();
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
  });

  it.each([
    [
      'other strong ETags, whatever the dates say',
      `ETag: "a"\r\n${friday}`,
      `ETag: "b"\r\n${friday}`,
    ],
    ['another date where one has no ETag', friday, `ETag: "b"\r\n${saturday}`],
    [
      'another date beside equal weak ETags',
      `ETag: W/"a"\r\n${friday}`,
      `ETag: W/"a"\r\n${saturday}`,
    ],
  ])('is not continued by %s', async (_what, first, second) => {
    const client = await get([dying(5000, close, first), honestStorage(media, second)]);
    await expect(client.readAnswer()).rejects.toThrow(/ended after/);
    expect((await rig.exchange()).outcome).toBe('cut');
  });

  describe('of copies that are known to be one file', () => {
    async function getCopies(more: string) {
      rig = await createRig({
        media,
        storages: [dying(5000, close, `ETag: "a"\r\n${friday}`), honestStorage(media, more)],
        fields: START,
        reproxy: {
          areCopies: (url, other) => [url, other].every((each) => each.includes('/video')),
        },
      });
      const client = await rig.connect();
      client.send(GET);
      return client;
    }

    it('the size is enough: each has a modification time of its own', async () => {
      const client = await getCopies(`ETag: "b"\r\n${saturday}`);
      const answer = await client.readAnswer();
      expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
      expect(rig.storages[1]?.requests[0]?.header('range')).toBe('bytes=6000-');
    });
  });

  it('is not continued by a file of another size', async () => {
    const client = await get([dying(5000, close), honestStorage(createMedia(total + 1))]);
    await expect(client.readAnswer()).rejects.toThrow(/ended after/);
  });

  it('is not continued by a file of another size inside a Range either', async () => {
    const client = await get(
      [dying(500, close), honestStorage(createMedia(total + 1))],
      '',
      'GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=2000-2999\r\n\r\n',
    );
    await expect(client.readAnswer()).rejects.toThrow(/ended after 500 of 1000/);
  });

  it('is continued when it ends its body one byte too early', async () => {
    const part = { first: 1000, last: total - 1 };
    const range = `Content-Range: bytes ${part.first}-${part.last}/${total}\r\n`;
    const short: Script = ({ socket }) => {
      socket.write(`HTTP/1.1 206 Partial Content\r\n${range}Connection: close\r\n\r\n`);
      socket.end(media.subarray(part.first, part.last));
    };
    const client = await get([short, honestStorage(media)]);
    const answer = await client.readAnswer();
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
    expect(rig.storages[1]?.requests[0]?.header('range')).toBe(`bytes=${total - 1}-`);
  });

  it('has the client cut off when there is no other, after every byte that came', async () => {
    const client = await get([dying(5000, close)]);
    const received = await client.readToEnd();
    const [head, ...rest] = received.toString('latin1').split('\r\n\r\n');
    const body = Buffer.from(rest.join('\r\n\r\n'), 'latin1');
    expect(head).toContain(`Content-Length: ${total - 1000 + 13}`);
    expect(differenceOf(body, Buffer.concat([PREFIX, media.subarray(1000, 6000)]))).toBeNull();
    const exchange = await rig.exchange();
    expect(exchange).toMatchObject({ outcome: 'cut', error: { code: 'storage_cut' } });
  });
});

describe('a storage body framed by something else than Content-Length', () => {
  const part = { first: 1000, last: total - 1 };
  const bare = `HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 1000-${total - 1}/${total}\r\n`;

  it('chunked: its length comes from Content-Range', async () => {
    const client = await get([
      ({ socket }) => {
        socket.write(`${bare}Transfer-Encoding: chunked\r\n\r\n`);
        for (let at = part.first; at < total; at += 4096) {
          const chunk = media.subarray(at, Math.min(at + 4096, total));
          socket.write(`${chunk.length.toString(16)}\r\n`);
          socket.write(chunk);
          socket.write('\r\n');
        }
        socket.write('0\r\n\r\n');
      },
    ]);
    const answer = await client.readAnswer();
    expect(answer.header('content-length')).toBe(String(total - 1000 + 13));
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
  });

  it('until close: its length comes from Content-Range', async () => {
    const client = await get([
      ({ socket }) => {
        socket.write(`${bare}Connection: close\r\n\r\n`);
        socket.end(media.subarray(1000));
      },
    ]);
    const answer = await client.readAnswer();
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
  });

  it.each([
    ['chunked', 'Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n0\r\n\r\n'],
    ['until close', 'Connection: close\r\n\r\nshort'],
  ])('%s, and too short: the client is cut off', async (_framing, rest) => {
    const client = await get([({ socket }) => socket.end(bare + rest)]);
    await expect(client.readAnswer()).rejects.toThrow(/ended after 18 of/);
    expect((await rig.exchange()).outcome).toBe('cut');
  });

  it('with bytes too many: they are not passed on, and the connection is not used again', async () => {
    const client = await get([
      (request) => {
        honestStorage(media)(request);
        request.socket.write('EXTRA!!');
      },
    ]);
    const first = await client.readAnswer();
    expect(differenceOf(first.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
    client.send(GET);
    const second = await client.readAnswer();
    expect(differenceOf(second.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
    expect(rig.storages[0]?.connectionCount).toBe(2);
  });
});

describe('X-REPROXY-EXPECTED-SIZE', () => {
  it('is held against the size of the file, not of the part', async () => {
    const client = await get(
      [honestStorage(media)],
      `${START}X-REPROXY-EXPECTED-SIZE: ${total}\r\n`,
    );
    expect((await client.readAnswer()).status).toBe(200);
  });

  it('passes over a stale copy', async () => {
    const stale = createMedia(total - 5);
    const client = await get(
      [honestStorage(stale), honestStorage(media)],
      `${START}X-REPROXY-EXPECTED-SIZE: ${total}\r\n`,
    );
    const answer = await client.readAnswer();
    expect(differenceOf(answer.body, Buffer.concat([PREFIX, media.subarray(1000)]))).toBeNull();
    expect((await rig.exchange()).hops[2]?.error?.code).toBe('storage_wrong_size');
  });

  it.each([`${total - 1000}`, 'x', '-1'])('%s, which no copy has, gives 503', async (size) => {
    const client = await get(
      [honestStorage(media)],
      `${START}X-REPROXY-EXPECTED-SIZE: ${size}\r\n`,
    );
    const answer = await client.readAnswer();
    expect(answer.status).toBe(503);
    expect(answer.body.toString()).toMatch(/^storage_wrong_size\n/);
  });
});
