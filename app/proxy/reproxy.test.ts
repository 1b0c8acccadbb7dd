import { afterEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../contract/exchange.ts';
import { createReproxy } from './reproxy.ts';
import { createMedia, partialHead } from './test-support/media.ts';
import { type RawAnswer, RawClient } from './test-support/raw-client.ts';
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
      bodyStartHex: '464c5601010000000900000009',
      bodyStartBy: 'reproxy',
      outcome: 'complete',
      method: 'GET',
      target: '/v/video.flv?start=1000&seek=s-1.2:3',
    });
    expect(client?.requestHead).toBe(request);
    expect(client?.url).toMatch(/\/v\/video\.flv\?start=1000&seek=s-1\.2:3$/);
    expect(application?.requestHead).toMatch(/^GET \/v\/video\.flv\?start=1000 HTTP\/1\.1\r\n/);
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

  it('is shown while an exchange runs, as a copy', async () => {
    const seen: Exchange[] = [];
    let wake = () => {};
    rig = await createRig({
      media,
      storages: [() => {}],
      reproxy: {
        onExchange: (exchange) => {
          seen.push(exchange);
          if (exchange.hops.length === 3) wake();
        },
      },
    });
    const isStorageAsked = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const client = await rig.connect();
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await isStorageAsked;
    expect(seen.at(-1)).toMatchObject({ outcome: 'running', durationMs: null });
    expect(seen.at(-1)?.hops.map(({ outcome }) => outcome)).toEqual([
      'running',
      'complete',
      'running',
    ]);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('does not disturb the traffic when its listener throws', async () => {
    const warned = new Promise((resolve) => process.once('warning', resolve));
    const answer = await ask({
      reproxy: {
        onExchange: () => {
          throw new Error('the listener is broken');
        },
      },
    });
    expect(answer.status).toBe(200);
    expect(String(await warned)).toContain('the listener is broken');
  });

  it('costs nothing when nobody listens, and still counts', async () => {
    await ask({});
    const reproxy = await createReproxy({
      application: rig.application.url,
      isStorageAllowed: () => true,
    });
    const client = await RawClient.connect(reproxy.port);
    client.send('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect((await client.readAnswer()).status).toBe(200);
    expect(reproxy.stats).toMatchObject({ exchanges: 1, clientConnections: 1 });
    client.destroy();
    await reproxy.close();
  });
});

describe('createReproxy', () => {
  it('says when its port is taken, and what an application URL has to look like', async () => {
    rig = await createRig({ media });
    const options = { application: rig.application.url, isStorageAllowed: () => true };
    await expect(createReproxy({ ...options, port: rig.reproxy.port })).rejects.toMatchObject({
      code: 'port_in_use',
    });
    await expect(createReproxy({ ...options, application: 'file:///x' })).rejects.toMatchObject({
      code: 'usage',
    });
  });

  it('leaves no connection and no port behind when it closes in the middle of a body', async () => {
    rig = await createRig({
      media,
      storages: [({ socket }) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n')],
    });
    const client = await rig.connect();
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.until(() => client.hasReceived(10));
    await rig.reproxy.close();
    await client.until(() => client.hasEnded);
    expect(rig.reproxy.stats).toMatchObject({
      clientConnections: 0,
      applicationConnections: 0,
      storageConnections: 0,
    });
    await expect(RawClient.connect(rig.reproxy.port)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});
