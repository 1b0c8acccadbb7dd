import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { describeError } from '../contract/errors.ts';
import { makeExchange } from '../contract/test-support/make-records.ts';
import { createLog } from '../core/log/log.ts';
import { createPlayerDesk } from '../core/playback/player-desk.ts';
import type { Workbench, WorkbenchEvent } from '../core/workbench.ts';
import { createWebDoor, type WebDoor } from './web-door.ts';

/** A workbench that answers with what it was asked, and whose events the test sends. */
function createEchoWorkbench() {
  const listeners = new Set<(event: WorkbenchEvent) => void>();
  const log = createLog();
  const workbench: Workbench = {
    reproxyUrl: 'http://127.0.0.1:9',
    log,
    judge: () => Promise.reject(new Error('not asked')),
    openFile: () => Promise.reject(new Error('not asked')),
    pathOf: async () => null,
    playerDesk: createPlayerDesk(log),
    call: async () => {
      throw new Error('doors run operations');
    },
    run: async (name, input) => ({ ok: true, data: { name, input } }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setConsoleOrigin: () => undefined,
    close: async () => log.close(),
  };
  return { workbench, listeners, log };
}

let folder: string;
let door: WebDoor;
let echo: ReturnType<typeof createEchoWorkbench>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seeklab-door-'));
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(folder, 'renderer', 'index.html'), '<!doctype html><title>Seeklab</title>');
  await writeFile(join(folder, 'renderer', 'assets', 'app.js'), 'export {};');
  await writeFile(join(folder, 'secret.js'), 'secret');
  echo = createEchoWorkbench();
  door = await createWebDoor({ workbench: echo.workbench, rendererDir: join(folder, 'renderer') });
});
afterEach(async () => {
  await door.close();
  await echo.workbench.close();
  await rm(folder, { recursive: true });
});

/** Asks with the target exactly as given: `fetch` would normalise it. */
async function ask(target: string, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(door.url);
  const sent = request({ hostname, port, path: target, headers }).end();
  const [response] = await once(sent, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return {
    status: response.statusCode,
    headers: response.headers,
    body: Buffer.concat(chunks).toString(),
  };
}

async function openSocket(): Promise<WebSocket> {
  const socket = new WebSocket(`${door.url.replace('http', 'ws')}rpc`, {
    origin: new URL(door.url).origin,
  });
  await once(socket, 'open');
  return socket;
}

async function nextMessage(socket: WebSocket): Promise<unknown> {
  const [data] = await once(socket, 'message');
  return JSON.parse(String(data));
}

describe('files', () => {
  test('serves the page below the token, with a policy that starts from nothing', async () => {
    const { status, headers, body } = await ask(new URL(door.url).pathname);
    expect(status).toBe(200);
    expect(body).toContain('<title>Seeklab</title>');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(headers['content-security-policy']).toContain('http://127.0.0.1:9');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('nothing without the token', async () => {
    for (const target of ['/', '/index.html', '/assets/app.js', '/rpc', '/favicon.ico']) {
      expect(await ask(target), target).toMatchObject({ status: 403 });
    }
  });

  test('nothing outside the renderer’s folder', async () => {
    const base = new URL(door.url).pathname;
    for (const path of [
      '../secret.js',
      '%2e%2e/secret.js',
      '..%2fsecret.js',
      'assets/../../secret.js',
      '..\\secret.js',
      '/etc/passwd',
      'assets',
      'assets/app.js%00',
    ]) {
      expect(await ask(`${base}${path}`), path).toMatchObject({ status: 404 });
    }
  });

  test('listens on 127.0.0.1 only', async () => {
    const socket = connect({ host: '::1', port: Number(new URL(door.url).port) });
    const [error] = await once(socket, 'error');
    expect(error).toMatchObject({ code: expect.stringMatching(/ECONNREFUSED|EADDRNOTAVAIL/) });
  });
});

describe('socket', () => {
  test('answers an operation under its id', async () => {
    const socket = await openSocket();
    socket.send(JSON.stringify({ id: 7, operation: 'library.list', input: { a: 1 } }));
    expect(await nextMessage(socket)).toEqual({
      id: 7,
      ok: true,
      data: { name: 'library.list', input: { a: 1 } },
    });
    socket.close();
  });

  test('a request that is cancelled, or whose socket closes, is told so', async () => {
    const ended: number[] = [];
    echo.workbench.run = (_, input, { signal } = {}) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => {
          ended.push((input as { n: number }).n);
          resolve({ ok: false, error: describeError('request_cancelled', { name: 'video.open' }) });
        });
      });
    const socket = await openSocket();
    for (const n of [1, 2, 3]) {
      socket.send(JSON.stringify({ id: n, operation: 'video.open', input: { n } }));
    }
    socket.send(JSON.stringify({ cancel: 99 }));
    socket.send(JSON.stringify({ cancel: 2 }));
    expect(await nextMessage(socket)).toMatchObject({
      id: 2,
      ok: false,
      error: { code: 'request_cancelled' },
    });
    expect(ended).toEqual([2]);
    socket.close();
    await vi.waitFor(() => expect(ended).toEqual([2, 1, 3]), 60_000);
  });

  test.each(['no json', '[]', '{"id":"1"}', '{"id":-1,"operation":"x"}', 'null'])(
    'answers %j with a coded error and stays open',
    async (text) => {
      const socket = await openSocket();
      socket.send(text);
      expect(await nextMessage(socket)).toMatchObject({
        id: null,
        ok: false,
        error: { code: 'input_invalid' },
      });
      socket.send(JSON.stringify({ id: 1, operation: 'x', input: {} }));
      expect(await nextMessage(socket)).toMatchObject({ id: 1, ok: true });
      socket.close();
    },
  );

  test('a message over the limit closes the socket, not the program', async () => {
    const socket = await openSocket();
    socket.send('x'.repeat(300_000));
    const [code] = await once(socket, 'close');
    expect(code).toBe(1009);
    (await openSocket()).close();
  });

  test('names a row of the log that changed, once', async () => {
    const socket = await openSocket();
    echo.log.putExchange(makeExchange({ id: '1', outcome: 'running' }));
    echo.log.putExchange(makeExchange({ id: '1' }));
    echo.log.putExchange(makeExchange({ id: '2' }));
    expect(await nextMessage(socket)).toEqual({
      event: 'log',
      data: {
        counts: { all: 2, seeks: 0, others: 2, problems: 0, failed: 0 },
        changed: [1, 2],
        pinned: [],
      },
    });
    for (let id = 3; id < 500; id += 1) echo.log.putExchange(makeExchange({ id: String(id) }));
    expect(await nextMessage(socket)).toMatchObject({ data: { changed: null } });
    socket.close();
  });

  test('a page that goes away is forgotten', async () => {
    const socket = await openSocket();
    expect(echo.listeners.size).toBe(1);
    socket.terminate();
    await expect.poll(() => echo.listeners.size).toBe(0);
  });

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['no origin', {}],
  ])('a handshake with %s is refused', async (_, options) => {
    const socket = new WebSocket(`${door.url.replace('http', 'ws')}rpc`, options);
    const [error] = await once(socket, 'error');
    expect(String(error)).toContain('403');
  });
});

test('a port in use is a coded error', async () => {
  const port = Number(new URL(door.url).port);
  await expect(
    createWebDoor({ workbench: echo.workbench, rendererDir: join(folder, 'renderer'), port }),
  ).rejects.toMatchObject({ code: 'port_in_use' });
});

test('closing leaves no port behind', async () => {
  const socket = await openSocket();
  const closed = once(socket, 'close');
  const { port } = new URL(door.url);
  await door.close();
  await closed;
  const [error] = await once(connect({ host: '127.0.0.1', port: Number(port) }), 'error');
  expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  door = await createWebDoor({ workbench: echo.workbench, rendererDir: join(folder, 'renderer') });
});
