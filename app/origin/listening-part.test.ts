import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CodedError } from '../contract/errors.ts';
import { createListeningPart, type RequestHandler } from './listening-part.ts';
import { ask, sendRaw } from './test-support/raw-request.ts';

async function listenWith(handle: RequestHandler) {
  const part = await createListeningPart(handle);
  onTestFinished(() => part.close());
  return part;
}

const sayHello: RequestHandler = async (_request, response) => {
  response.end('hello');
};

/** The error code of a connection attempt; null when it is accepted. */
async function connectError(port: number): Promise<string | null> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  } finally {
    socket.destroy();
  }
}

describe('a part that is switched', () => {
  it('refuses connections while it is down and comes back on the same port', async () => {
    const part = await listenWith(sayHello);
    const { url, port } = part;
    expect([url, part.isUp]).toEqual([`http://127.0.0.1:${port}`, true]);

    await part.stop();
    expect([part.isUp, part.port, await connectError(port)]).toEqual([false, port, 'ECONNREFUSED']);

    await part.start();
    expect([part.isUp, part.url]).toEqual([true, url]);
    expect((await ask(port, 'GET', '/')).body.toString()).toBe('hello');
  });

  it('closes connections that are idle or in the middle of an answer', async () => {
    const part = await listenWith(async (_request, response) => {
      response.writeHead(200, { 'Content-Length': 10 });
      response.write('half');
    });
    const idle = connect(part.port, '127.0.0.1');
    await once(idle, 'connect');
    const answered = connect(part.port, '127.0.0.1');
    answered.on('error', () => undefined);
    answered.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(answered, 'data');

    idle.resume();
    answered.resume();
    await Promise.all([once(idle, 'close'), once(answered, 'close'), part.stop()]);
  });

  it('does nothing when it is switched to what it is already', async () => {
    const part = await listenWith(sayHello);
    await part.start();
    await part.stop();
    await part.stop();
    expect(part.isUp).toBe(false);
  });

  it('ends as the last of many calls says', async () => {
    const part = await listenWith(sayHello);
    await Promise.all([part.stop(), part.start(), part.stop(), part.start(), part.stop()]);
    expect([part.isUp, await connectError(part.port)]).toEqual([false, 'ECONNREFUSED']);
    await Promise.all([part.start(), part.stop(), part.start()]);
    expect([part.isUp, await connectError(part.port)]).toEqual([true, null]);
  });

  it('says port_in_use when somebody took the port meanwhile, and can be started later', async () => {
    const part = await listenWith(sayHello);
    await part.stop();
    const thief = createServer().listen(part.port, '127.0.0.1');
    await once(thief, 'listening');
    await expect(part.start()).rejects.toMatchObject({ code: 'port_in_use' });
    expect(part.isUp).toBe(false);
    thief.close();
    await once(thief, 'close');
    await part.start();
    expect(part.isUp).toBe(true);
  });

  it('cannot be started again once it is closed', async () => {
    const part = await listenWith(sayHello);
    await part.close();
    await expect(part.start()).rejects.toMatchObject({ code: 'internal' });
  });

  it('rejects with port_in_use when its port is taken at the start', async () => {
    const { port } = await listenWith(sayHello);
    await expect(createListeningPart(sayHello, { port })).rejects.toMatchObject({
      code: 'port_in_use',
    });
  });
});

describe('a handler that fails', () => {
  it('answers a coded error with its status', async () => {
    const { port } = await listenWith(async () => {
      throw new CodedError('video_unknown', { name: 'x' });
    });
    const answer = await ask(port, 'GET', '/');
    expect(answer.status).toBe(404);
    expect(answer.body.toString()).toMatch(/^video_unknown: .*\nChoose a video/);
  });

  it('answers 500 to anything else', async () => {
    const { port } = await listenWith(async () => {
      throw new RangeError('broken');
    });
    const answer = await ask(port, 'GET', '/');
    expect([answer.status, answer.body.toString()]).toEqual([
      500,
      expect.stringMatching(/^internal: .*broken/),
    ]);
  });

  it('cuts the connection when the body has begun', async () => {
    const { port } = await listenWith(async (_request, response) => {
      response.writeHead(200, { 'Content-Length': 10 });
      response.write('half');
      throw new Error('broken');
    });
    const { status, body } = await ask(port, 'GET', '/');
    expect([status, 'half'.startsWith(body.toString())]).toEqual([200, true]);
  });
});

describe('hostile requests', () => {
  it.each([
    [
      'two lengths',
      'GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    ],
    [
      'length and chunked',
      'GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    ],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['a control character in the target', 'GET /a\x01b HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['NUL in a header', 'GET / HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n'],
    ['a folded header', 'GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\n\r\n'],
    ['no HTTP', 'hello\r\n\r\n'],
  ])('answers 400 to %s and closes', async (_what, text) => {
    const { port } = await listenWith(sayHello);
    expect((await sendRaw(port, text)).toString('latin1')).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('answers 431 to a huge head', async () => {
    const { port } = await listenWith(sayHello);
    const bytes = await sendRaw(
      port,
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(1e6)}\r\n\r\n`,
    );
    expect(bytes.toString('latin1')).toMatch(/^(HTTP\/1\.1 431 |$)/);
  });

  it('takes one request of a connection after the other', async () => {
    let atOnce = 0;
    let most = 0;
    const { port } = await listenWith(async (_request, response) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise(setImmediate);
      atOnce -= 1;
      response.end('x');
    });
    const get = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';
    await sendRaw(port, get.repeat(50) + get.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
    expect(most).toBe(1);
  });
});
