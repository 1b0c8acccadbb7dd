import { afterEach, describe, expect, it } from 'vitest';
import { createRig, type Rig } from '../test-support/rig.ts';
import type { Script } from '../test-support/scripted-server.ts';

const media = Buffer.alloc(10);
let rig: Rig;

afterEach(() => rig.close());

async function connect(application: Script) {
  rig = await createRig({ media, application: () => application });
  return rig.connect();
}

/** Waits for the body of a request to have come and gives it to the answer. */
function afterBody(isWhole: (raw: string) => boolean, answer: (raw: string) => string): Script {
  return ({ socket }) => {
    let raw = '';
    socket.on('data', (bytes) => {
      raw += bytes.toString('latin1');
      if (isWhole(raw)) socket.write(answer(raw), 'latin1');
    });
  };
}

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

describe('a request body', () => {
  it('with Content-Length reaches the application byte for byte', async () => {
    const body = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7) % 256));
    const received: Buffer[] = [];
    const client = await connect(({ socket }) => {
      socket.on('data', (bytes) => {
        received.push(bytes);
        if (Buffer.concat(received).length >= body.length) socket.write(ok);
      });
    });
    client.send(`POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n`);
    await rig.application.request(1);
    client.send(body);
    expect((await client.readAnswer()).body.toString()).toBe('ok');
    expect(Buffer.concat(received).equals(body)).toBe(true);
    const { hops } = await rig.exchange();
    expect(hops[0]?.requestBodyBytes).toBe(body.length);
    expect(hops[1]?.requestBodyBytes).toBe(body.length);
  });

  it('that is chunked arrives chunked, with its trailers', async () => {
    const client = await connect(
      afterBody(
        (raw) => raw.endsWith('X-Sum: 5\r\n\r\n'),
        (raw) => `HTTP/1.1 200 OK\r\nContent-Length: ${raw.length}\r\n\r\n${raw}`,
      ),
    );
    client.send('POST /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n');
    await rig.application.request(1);
    client.send('5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\nX-Sum: 5\r\n\r\n');
    const answer = await client.readAnswer();
    expect(rig.application.requests[0]?.header('transfer-encoding')).toBe('chunked');
    expect(answer.body.toString()).toBe('5\r\nhello\r\n6\r\n world\r\n0\r\nX-Sum: 5\r\n\r\n');
  });

  it('of which trailers smuggle nothing', async () => {
    const client = await connect(
      afterBody(
        (raw) => raw.endsWith('\r\n\r\n'),
        (raw) => `HTTP/1.1 200 OK\r\nContent-Length: ${raw.length}\r\n\r\n${raw}`,
      ),
    );
    client.send('POST /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n');
    await rig.application.request(1);
    client.send('0\r\nX-REPROXY-URL: http://a/\r\nContent-Length: 5\r\nX-Fine: 1\r\n\r\n');
    expect((await client.readAnswer()).body.toString()).toBe('0\r\nX-Fine: 1\r\n\r\n');
  });

  it('that waits for 100 Continue gets it from the application', async () => {
    const client = await connect(({ socket, header }) => {
      if (header('expect') === '100-continue')
        socket.write('HTTP/1.1 100 Continue\r\nX-I: 1\r\n\r\n');
      socket.on('data', () => socket.write(ok));
    });
    client.send('PUT /up HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n');
    const interim = await client.readAnswer();
    expect(interim.head).toBe('HTTP/1.1 100 Continue\r\nX-I: 1\r\n\r\n');
    client.send('hello');
    expect((await client.readAnswer()).status).toBe(200);
    const { hops } = await rig.exchange();
    expect(hops[1]?.interimHeads).toEqual([interim.head]);
    expect(hops[0]?.interimHeads).toEqual([interim.head]);
  });

  it('that the application refuses early: the answer arrives whole, then the connection closes', async () => {
    const client = await connect(({ socket }) => {
      socket.end('HTTP/1.1 413 Too Much\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno!');
    });
    client.send('POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n');
    client.send(Buffer.alloc(30_000));
    const answer = await client.readAnswer();
    expect(answer.status).toBe(413);
    expect(answer.header('connection')).toBe('close');
    expect(answer.body.toString()).toBe('no!');
    expect(await client.readToEnd()).toHaveLength(0);
  });

  it('that never comes ends in 408', async () => {
    rig = await createRig({
      media,
      application: () => () => {},
      reproxy: { timeouts: { clientBodyMs: 50 } },
    });
    const client = await rig.connect();
    client.send('POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf');
    expect((await client.readAnswer()).status).toBe(408);
  });

  it('makes the client wait when the application does not read', async () => {
    const client = await connect(({ socket }) => {
      socket.pause();
    });
    const sizeBytes = 50_000_000;
    client.send(`POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: ${sizeBytes}\r\n\r\n`);
    const { socket } = await rig.application.request(1);
    const isTaken = new Promise((resolve) => client.socket.write(Buffer.alloc(sizeBytes), resolve));
    const memoryBefore = process.memoryUsage().arrayBuffers;
    let receivedBytes = 0;
    expect(client.socket.writableLength).toBeGreaterThan(20_000_000);
    expect(process.memoryUsage().arrayBuffers - memoryBefore).toBeLessThan(10_000_000);
    socket.on('data', (bytes) => {
      receivedBytes += bytes.length;
      if (receivedBytes === sizeBytes) socket.write(ok);
    });
    socket.resume();
    await isTaken;
    expect((await client.readAnswer()).status).toBe(200);
  });
});

describe('an answer', () => {
  it('loses its hop-by-hop fields, also those that Connection names', async () => {
    const client = await connect(({ socket }) => {
      socket.write(
        'HTTP/1.1 200 OK\r\nConnection: X-Secret, keep-alive\r\nX-Secret: 1\r\nKeep-Alive: timeout=5\r\n' +
          'Upgrade: h2c\r\nProxy-Authenticate: x\r\nX-Kept: 1\r\nContent-Length: 2\r\n\r\nok',
      );
    });
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const { head } = await client.readAnswer();
    expect(head).toBe('HTTP/1.1 200 OK\r\nX-Kept: 1\r\nContent-Length: 2\r\n\r\n');
  });

  it('never shows X-REPROXY-*, even without a URL', async () => {
    const client = await connect(({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\nX-REPROXY-FLV-START: 5\r\nContent-Length: 2\r\n\r\nok');
    });
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect((await client.readAnswer()).head).toBe('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n');
  });

  it('that is chunked stays chunked, with its trailers', async () => {
    const client = await connect(({ socket }) => {
      socket.end(
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-T: 1\r\n\r\n',
      );
    });
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.until(() => client.received.includes('X-T'));
    expect(client.received.toString()).toBe(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-T: 1\r\n\r\n',
    );
  });

  it('that ends by closing becomes chunked', async () => {
    const client = await connect(({ socket }) => socket.end('HTTP/1.0 200 OK\r\n\r\nold and fine'));
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const answer = await client.readAnswer();
    expect(answer.header('transfer-encoding')).toBe('chunked');
    expect(answer.body.toString()).toBe('old and fine');
  });

  it('that is cut: the client is cut off', async () => {
    const client = await connect(({ socket }) => {
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
    });
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await expect(client.readAnswer()).rejects.toThrow(/ended after 4 of 100/);
    expect(await rig.exchange()).toMatchObject({
      outcome: 'cut',
      error: { code: 'application_cut' },
    });
  });

  it.each([
    ['204', 'HTTP/1.1 204 No Content\r\n\r\n', 'HTTP/1.1 204 No Content\r\n\r\n'],
    [
      '304',
      'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n',
      'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n',
    ],
  ])('%s has no body', async (_status, sent, expected) => {
    const client = await connect(({ socket }) => socket.write(sent));
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect((await client.readAnswer()).head).toBe(expected);
    expect((await client.readAnswer()).head).toBe(expected);
  });

  it('to HEAD keeps the Content-Length that GET would have', async () => {
    const client = await connect(({ socket }) =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n'),
    );
    client.send('HEAD / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect((await client.readAnswer(false)).header('content-length')).toBe('77');
  });

  it('with 1xx before it: they are passed on, but not to HTTP/1.0', async () => {
    const application: Script = ({ socket }) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n');
      socket.write(ok);
    };
    const client = await connect(application);
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect((await client.readAnswer()).status).toBe(103);
    expect((await client.readAnswer()).status).toBe(102);
    expect((await client.readAnswer()).status).toBe(200);
    const old = await rig.connect();
    old.send('GET / HTTP/1.0\r\n\r\n');
    expect((await old.readAnswer()).status).toBe(200);
  });

  it('on a kept connection that turns out to be closed: the question is asked again', async () => {
    const client = await connect(({ socket }) => socket.write(ok));
    client.send('GET /1 HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.readAnswer();
    // The second request meets a peer that closes on it without a byte.
    let isFirst = true;
    rig.application.script = ({ socket }) => {
      if (isFirst) socket.destroy();
      else socket.write(ok);
      isFirst = false;
    };
    client.send('GET /2 HTTP/1.1\r\nHost: a\r\n\r\n');
    expect((await client.readAnswer()).status).toBe(200);
    expect(rig.application.requests.map(({ target }) => target)).toEqual(['/1', '/2', '/2']);
    expect((await rig.exchange(({ target }) => target === '/2')).hops[1]?.isConnectionReused).toBe(
      false,
    );
  });

  it('to POST is never asked for twice', async () => {
    const client = await connect(({ socket }) => socket.write(ok));
    client.send('GET /1 HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.readAnswer();
    rig.application.script = ({ socket }) => socket.destroy();
    client.send('POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n');
    expect((await client.readAnswer()).status).toBe(502);
    expect(rig.application.requests.map(({ target }) => target)).toEqual(['/1', '/2']);
  });
});

describe('the request on the application hop', () => {
  it('is the client’s, without what belongs to its own connection', async () => {
    const client = await connect(({ socket }) => socket.write(ok));
    client.send(
      'OPTIONS /a?b=%20c|d HTTP/1.1\r\nHost: site\r\nCONNECTION: close, X-Mine, Host, Range\r\nX-Mine: 1\r\n' +
        'Range: bytes=1-\r\nTE: trailers\r\nUpgrade: websocket\r\nX-Forwarded-For: 6.6.6.6\r\nX-oDD: Ünï\r\n\r\n',
    );
    await client.readAnswer();
    const head = rig.application.requests[0]?.head.replace(/seeklab-\w+/, 'seeklab-ID');
    expect(head).toBe(
      `OPTIONS /a?b=%20c|d HTTP/1.1\r\nHost: 127.0.0.1:${rig.application.port}\r\nRange: bytes=1-\r\n` +
        'X-oDD: Ünï\r\nX-Forwarded-Host: site\r\nX-Forwarded-For: 127.0.0.1\r\n' +
        'X-Proxy-Capabilities: reproxy-file\r\nVia: 1.1 seeklab-ID\r\n\r\n',
    );
  });

  it('follows the application to another address while running', async () => {
    const client = await connect(({ socket }) => socket.write(ok));
    rig.reproxy.configure({ application: `${rig.application.url}/base/` });
    client.send('GET /x HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.readAnswer();
    expect(rig.application.requests[0]?.target).toBe('/base/x');
    expect(() => rig.reproxy.configure({ application: 'ftp://x' })).toThrow(/no URL like/);
  });
});
