import { afterEach, describe, expect, it } from 'vitest';
import {
  createMedia,
  differenceOf,
  honestStorage,
  PREFIX,
  partialHead,
} from './test-support/media.ts';
import type { RawAnswer } from './test-support/raw-client.ts';
import { createRig, type Rig, type RigOptions } from './test-support/rig.ts';

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

  it('an If-Range that fits nothing the application says gives the whole file', async () => {
    const answer = await ask(
      {},
      'GET /v/video.flv HTTP/1.1\r\nHost: a\r\nRange: bytes=10-19\r\nIf-Range: "v1"\r\n\r\n',
    );
    expect(answer.status).toBe(200);
    expect(differenceOf(answer.body, media)).toBeNull();
  });
});

describe('an answer without X-REPROXY-*', () => {
  it('is passed on as it is', async () => {
    const answer = await ask({
      application:
        () =>
        ({ socket }) => {
          socket.write(
            'HTTP/1.1 404 Not Here\r\nContent-Type: text/html\r\nX-Odd:  two  words \r\nContent-Length: 5\r\n\r\nhello',
          );
        },
    });
    expect(answer.head).toBe(
      'HTTP/1.1 404 Not Here\r\nContent-Type: text/html\r\nX-Odd: two  words\r\nContent-Length: 5\r\n\r\n',
    );
    expect(answer.body.toString()).toBe('hello');
  });

  it('streams: the first bytes arrive while the application still holds the rest', async () => {
    let finish = () => {};
    rig = await createRig({
      media,
      application:
        () =>
        ({ socket }) => {
          socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n');
          finish = () => socket.write('6\r\n world\r\n0\r\n\r\n');
        },
    });
    const client = await rig.connect();
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.until(() => client.received.includes('hello'));
    finish();
    expect((await client.readAnswer()).body.toString()).toBe('hello world');
  });
});

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

describe('an application', () => {
  it('that is down gives 502', async () => {
    rig = await createRig({ media });
    await rig.application.close();
    const client = await rig.connect();
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const answer = await client.readAnswer();
    expect(answer.status).toBe(502);
    expect(answer.body.toString()).toMatch(/^application_unreachable\n/);
  });

  it('that never answers gives 504', async () => {
    const answer = await ask({
      application: () => () => {},
      reproxy: { timeouts: { firstByteMs: 60 } },
    });
    expect(answer.status).toBe(504);
    expect(answer.body.toString()).toMatch(/^application_timeout\n/);
  });

  it('never hears X-REPROXY-* from the client, in any spelling', async () => {
    await ask(
      {},
      'GET / HTTP/1.1\r\nHost: a\r\nX-REPROXY-URL: http://evil/\r\nx_reproxy_file: /etc/passwd\r\nX-Reproxy_Flv-Start: 1\r\nX-Other: kept\r\n\r\n',
    );
    const [asked] = rig.application.requests;
    expect(asked?.head).not.toMatch(/x.reproxy/i);
    expect(asked?.header('x-other')).toBe('kept');
  });
});

describe('the record', () => {
  it('keeps every head byte for byte, the prefix, and the bytes of each hop', async () => {
    const request =
      'GET /v/video.flv?start=1000&seek=s-1.2:3 HTTP/1.1\r\nhOsT: a\r\nX-Odd:   spaces  \r\n\r\n';
    const answer = await ask(startAt(1000), request);
    const exchange = await rig.exchange();
    const [client, application, storage] = exchange.hops;
    expect(exchange).toMatchObject({
      id: '1',
      seekId: 's-1.2:3',
      startHeader: '1000',
      prefixHex: '464c5601010000000900000009',
      outcome: 'complete',
      method: 'GET',
      target: '/v/video.flv?start=1000&seek=s-1.2:3',
    });
    expect(client?.requestHead).toBe(request);
    expect(client?.responseHead).toBe(answer.head);
    expect(client?.responseBodyBytes).toBe(199_013);
    expect(application?.requestHead).toBe(rig.application.requests[0]?.head);
    expect(application?.responseHead).toContain('X-REPROXY-FLV-START: 1000\r\n');
    expect(storage?.requestHead).toBe(rig.storages[0]?.requests[0]?.head);
    expect(storage?.responseHead).toBe(partialHead({ first: 1000, last: 199_999 }, 200_000));
    expect(storage?.responseBodyBytes).toBe(199_000);
    for (const hop of exchange.hops) {
      expect(hop.outcome).toBe('complete');
      expect(hop.endMs).toBeGreaterThanOrEqual(hop.startMs);
    }
  });
});
