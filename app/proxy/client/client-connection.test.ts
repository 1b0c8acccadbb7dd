import { afterEach, describe, expect, it } from 'vitest';
import { startLoopClock } from '../test-support/loop-clock.ts';
import { createMedia, differenceOf, honestStorage, PREFIX } from '../test-support/media.ts';
import { createRig, type Rig, type RigOptions } from '../test-support/rig.ts';

const media = createMedia(100_000);
const START = 'X-REPROXY-FLV-START: 1000\r\n';
const GET = 'GET /v/video.flv HTTP/1.1\r\nHost: a\r\n\r\n';
const whole = Buffer.concat([PREFIX, media.subarray(1000)]);
let rig: Rig;

afterEach(() => rig.close());

async function connect(options: Partial<RigOptions> = {}) {
  rig = await createRig({ media, fields: START, ...options });
  return rig.connect();
}

/** An application that takes the offset out of the query. */
const startInQuery: NonNullable<RigOptions['application']> =
  (urls) =>
  ({ socket, target }) => {
    const start = new URLSearchParams(target.split('?')[1]).get('start');
    socket.write(
      `HTTP/1.1 200 OK\r\nX-REPROXY-URL: ${urls[0]}\r\nX-REPROXY-FLV-START: ${start}\r\nContent-Length: 0\r\n\r\n`,
    );
  };

const seekTo = (start: number) => `GET /?start=${start} HTTP/1.1\r\nHost: a\r\n\r\n`;

describe('a client connection', () => {
  it('serves one request after the other, over one connection to each server behind', async () => {
    const client = await connect();
    for (let i = 0; i < 5; i++) {
      client.send(GET);
      expect(differenceOf((await client.readAnswer()).body, whole)).toBeNull();
    }
    expect(rig.application.connectionCount).toBe(1);
    expect(rig.storages[0]?.connectionCount).toBe(1);
  });

  it('answers pipelined requests in order', async () => {
    const client = await connect({ application: startInQuery });
    const starts = [90_000, 50, 99_999, 1000, 42];
    client.send(starts.map(seekTo).join(''));
    for (const start of starts) {
      const { body } = await client.readAnswer();
      expect(differenceOf(body, Buffer.concat([PREFIX, media.subarray(start)]))).toBeNull();
    }
  });

  it('that is not read keeps its bytes while others are served', async () => {
    const answerTo = (start: number) =>
      Buffer.concat([
        Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${media.length - start + 13}\r\n\r\n`),
        PREFIX,
        media.subarray(start),
      ]);
    const waiting = await connect({ application: startInQuery });
    waiting.socket.pause();
    const starts = Array.from({ length: 3000 }, (_, i) => 95_000 + i);
    const expected = Buffer.concat(starts.map(answerTo));
    waiting.send(starts.map(seekTo).join(''));
    const quick = await rig.connect();
    for (let start = 92_000; start < 92_500; start++) {
      quick.send(seekTo(start));
      const { body } = await quick.readAnswer();
      expect(differenceOf(body, Buffer.concat([PREFIX, media.subarray(start)]))).toBeNull();
    }
    waiting.socket.resume();
    await waiting.until(() => waiting.hasReceived(expected.length) || waiting.hasEnded);
    expect(differenceOf(waiting.received, expected)).toBeNull();
  });

  it('answers five thousand requests sent at once, and makes the sender wait', async () => {
    const count = 5000;
    const client = await connect({
      application:
        () =>
        ({ socket }) =>
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'),
    });
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(count));
    for (let i = 0; i < count; i++) expect((await client.readAnswer()).body.toString()).toBe('ok');
  });

  it('reads over an empty line between requests', async () => {
    const client = await connect();
    client.send(`\r\n${GET}`);
    expect((await client.readAnswer()).status).toBe(200);
    client.send(`\r\n${GET}`);
    expect((await client.readAnswer()).status).toBe(200);
  });

  it('is closed after an answer to HTTP/1.0', async () => {
    const client = await connect();
    client.send('GET /v/video.flv HTTP/1.0\r\n\r\n');
    const answer = await client.readAnswer();
    expect(answer.head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer.header('connection')).toBe('close');
    expect(differenceOf(answer.body, whole)).toBeNull();
    expect(await client.readToEnd()).toHaveLength(0);
  });

  it('is kept for HTTP/1.0 that asks for it', async () => {
    const client = await connect();
    for (let i = 0; i < 2; i++) {
      client.send('GET /v/video.flv HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n');
      const answer = await client.readAnswer();
      expect(answer.header('connection')).toBe('keep-alive');
      expect(differenceOf(answer.body, whole)).toBeNull();
    }
  });

  it('is closed after Connection: close', async () => {
    const client = await connect();
    client.send('GET /v/video.flv HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    const answer = await client.readAnswer();
    expect(answer.header('connection')).toBe('close');
    expect(await client.readToEnd()).toHaveLength(0);
  });

  it('gets a chunked answer until close in HTTP/1.0, and a reset when that is not whole', async () => {
    const client = await connect({
      application:
        () =>
        ({ socket, target }) => {
          socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n');
          if (target === '/whole') socket.write('0\r\n\r\n');
          else socket.end();
        },
    });
    client.send('GET /whole HTTP/1.0\r\n\r\n');
    const answer = await client.readAnswer();
    expect(answer.header('transfer-encoding')).toBeUndefined();
    expect(answer.body.toString()).toBe('hello');

    const second = await rig.connect();
    const isReset = new Promise((resolve) => {
      second.socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    second.send('GET /cut HTTP/1.0\r\n\r\n');
    expect(await isReset).toBe('ECONNRESET');
  });

  it('is closed when nothing comes, and after an unfinished head with 408', async () => {
    const client = await connect({ reproxy: { timeouts: { clientHeadMs: 50, clientIdleMs: 50 } } });
    expect(await client.readToEnd()).toHaveLength(0);
    const second = await rig.connect();
    second.send('GET / HTTP/1.1\r\nHo');
    const answer = await second.readAnswer();
    expect(answer.status).toBe(408);
    expect(await second.readToEnd()).toHaveLength(0);
  });
});

describe('a client that goes away', () => {
  it('in the middle of the body ends the storage connection within 100 ms', async () => {
    // More than all sockets on the way can hold, or the answer may be whole before the client goes.
    const large = createMedia(40_000_000);
    await connect({ media: large, storages: [honestStorage(large)] });
    const clock = startLoopClock();
    const durationsMs: number[] = [];
    for (let i = 0; i < 5; i++) {
      const client = await rig.connect();
      client.send(GET);
      await client.until(() => client.hasReceived(10_000));
      const [storageSocket] = rig.storages[0]?.sockets ?? [];
      const closed = new Promise((resolve) => storageSocket?.once('close', resolve));
      const goneAtMs = clock.nowMs();
      client.destroy();
      await closed;
      durationsMs.push(clock.nowMs() - goneAtMs);
    }
    clock.stop();
    expect(Math.min(...durationsMs)).toBeLessThan(100);
    const exchange = await rig.exchange();
    expect(exchange.outcome).toBe('client_gone');
    expect(exchange.hops.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      'client cut',
      'application complete',
      'storage aborted',
    ]);
  });

  it('while storage is still silent does the same', async () => {
    const client = await connect({ storages: [() => {}] });
    client.send(GET);
    const asked = await rig.storages[0]?.request(1);
    const closed = new Promise((resolve) => asked?.socket.once('close', resolve));
    client.destroy();
    await closed;
    expect((await rig.exchange()).outcome).toBe('client_gone');
  });

  it('while the application is still silent does the same', async () => {
    const client = await connect({ application: () => () => {} });
    client.send(GET);
    const { socket } = await rig.application.request(1);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    client.destroy();
    await closed;
    expect((await rig.exchange()).outcome).toBe('client_gone');
  });
});

describe('a client that does not read', () => {
  it('stops storage, and gets everything when it reads on', async () => {
    const large = createMedia(30_000_000);
    const client = await connect({ media: large, storages: [honestStorage(large)] });
    client.socket.pause();
    client.send(GET);
    const asked = await rig.storages[0]?.request(1);
    // The kernel's buffers are full when storage has to wait: then most is still unsent.
    expect(asked?.socket.writableLength).toBeGreaterThan(10_000_000);
    client.socket.resume();
    const { body } = await client.readAnswer();
    expect(differenceOf(body, Buffer.concat([PREFIX, large.subarray(1000)]))).toBeNull();
  });

  it('for too long is cut off', async () => {
    const large = createMedia(30_000_000);
    const client = await connect({
      media: large,
      storages: [honestStorage(large)],
      reproxy: { timeouts: { clientStallMs: 50 } },
    });
    client.socket.pause();
    client.send(GET);
    expect((await rig.exchange()).outcome).toBe('client_gone');
  });
});

describe('CORS', () => {
  const origin = 'http://127.0.0.1:9999';

  it('lets exactly our page read, answers and errors alike', async () => {
    const client = await connect({ reproxy: { corsOrigin: () => origin } });
    client.send(`GET / HTTP/1.1\r\nHost: a\r\nOrigin: ${origin}\r\n\r\n`);
    const answer = await client.readAnswer();
    expect(answer.header('access-control-allow-origin')).toBe(origin);
    expect(answer.header('vary')).toBe('Origin');
    await rig.application.close();
    client.send(`GET / HTTP/1.1\r\nHost: a\r\nOrigin: ${origin}\r\n\r\n`);
    const error = await client.readAnswer();
    expect(error.status).toBe(502);
    expect(error.header('access-control-allow-origin')).toBe(origin);
  });

  it.each(['http://127.0.0.1:99990', 'null', 'http://127.0.0.1:9999.evil.example', `${origin}/`])(
    'lets %s read nothing',
    async (other) => {
      const client = await connect({ reproxy: { corsOrigin: () => origin } });
      client.send(`GET / HTTP/1.1\r\nHost: a\r\nOrigin: ${other}\r\n\r\n`);
      const answer = await client.readAnswer();
      expect(answer.header('access-control-allow-origin')).toBeUndefined();
    },
  );
});
