import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { MAX_WAITING_BYTES } from '../contract/rpc.ts';
import { makeExchange } from '../contract/test-support/make-records.ts';
import { createLog, type Log } from '../core/log/log.ts';
import { createPlayerDesk } from '../core/playback/player-desk.ts';
import type { Workbench, WorkbenchEvent } from '../core/workbench.ts';
import { serveRpcSocket } from './rpc-socket.ts';

const MB = 1024 * 1024;
/** What one request may have besides: its error, and the frame around it. */
const SMALL_BYTES = 1024;

/** The most that ever waited for a page. */
let mostWaiting = 0;
class WatchedSocket extends WebSocket {
  override send(...args: unknown[]): void {
    super.send(...(args as Parameters<WebSocket['send']>));
    mostWaiting = Math.max(mostWaiting, this.bufferedAmount);
  }
}

let log: Log;
let tell: (event: WorkbenchEvent) => void;
let run: Workbench['run'];
let server: WebSocketServer;
const pages: WebSocket[] = [];

beforeEach(async () => {
  mostWaiting = 0;
  log = createLog();
  const listeners = new Set<typeof tell>();
  tell = (event) => {
    for (const listener of listeners) listener(event);
  };
  run = async (_, input) => ({ ok: true, data: input });
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
    run: (...args) => run(...args),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setConsoleOrigin: () => undefined,
    close: async () => log.close(),
  };
  server = new WebSocketServer({ host: '127.0.0.1', port: 0, WebSocket: WatchedSocket });
  server.on('connection', (socket) => serveRpcSocket(socket, workbench));
  await once(server, 'listening');
});
afterEach(() => {
  for (const page of pages.splice(0)) page.terminate();
  server.close();
  log.close();
});

interface Message {
  id?: number;
  ok?: boolean;
  data?: unknown;
  event?: string;
  error?: { code: string };
}

/** A page that keeps what it read, but for long texts. */
async function openPage() {
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  pages.push(socket);
  const read: Message[] = [];
  let notify = () => {};
  socket.on('message', (data) => {
    read.push(JSON.parse(String(data)));
    notify();
  });
  await once(socket, 'open');
  return {
    socket,
    read,
    ask: (id: number, input: unknown = {}) =>
      socket.send(JSON.stringify({ id, operation: 'library.list', input })),
    until: (isThere: () => boolean) =>
      new Promise<void>((resolve) => {
        notify = () => isThere() && resolve();
        notify();
      }),
  };
}

const libraryOf = (name: string, bytes: number): WorkbenchEvent => ({
  event: 'library',
  data: [{ name, folder: 'x'.repeat(bytes) }] as never,
});
const nameIn = ({ data }: Message) => (data as { name: string }[])[0]?.name;

const SLOW = { timeout: 120_000 };

test(
  'what waits for a page that has stopped reading stays bounded, and it reads the newest at last',
  SLOW,
  async () => {
    const late = await openPage();
    const prompt = await openPage();
    const answered: string[] = [];
    run = async (_, { bytes, n }: never) => {
      answered.push(n);
      return { ok: true, data: 'x'.repeat(bytes) };
    };
    late.socket.pause();
    for (let n = 1; n <= 30; n += 1) late.ask(n, { n, bytes: 4 * MB });
    for (let n = 1; n <= 2000; n += 1) {
      log.putExchange(makeExchange({ id: String(n) }));
      if (n % 50 === 0) tell(libraryOf(`state ${n}`, 4 * MB));
    }
    await expect.poll(() => answered.length).toBe(30);

    prompt.ask(1, { bytes: 3, n: 0 });
    await prompt.until(() => prompt.read.some(({ id }) => id === 1));
    await prompt.until(() => prompt.read.some((each) => each.event === 'library'));

    late.socket.resume();
    const isNewest = (each: Message) => each.event === 'library' && nameIn(each) === 'state 2000';
    await late.until(() => late.read.some(isNewest));
    await late.until(() => late.read.filter(({ id }) => id !== undefined).length === 30);
    const newsOfLog = late.read.filter(({ event }) => event === 'log');
    expect(newsOfLog.at(-1)).toMatchObject({ data: { counts: { all: 2000 } } });

    expect(mostWaiting).toBeGreaterThan(MAX_WAITING_BYTES / 2);
    expect(mostWaiting).toBeLessThan(MAX_WAITING_BYTES + 30 * SMALL_BYTES);
    const answers = late.read.filter(({ id }) => id !== undefined);
    const refused = answers.filter(({ ok }) => !ok);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map(({ error }) => error?.code))).toEqual(new Set(['page_late']));
    expect(late.read.filter(({ event }) => event === 'library').length).toBeLessThan(20);
  },
);

test('a page that reads nothing is not asked for more than it may ask at once', SLOW, async () => {
  const late = await openPage();
  let begun = 0;
  run = async () => {
    begun += 1;
    return { ok: true, data: 'x'.repeat(MB / 4) };
  };
  late.socket.pause();
  // A chunk off the socket has been taken before reading stops: it has few of these.
  for (let n = 1; n <= 200; n += 1) late.ask(n, 'x'.repeat(16 * 1024));
  const prompt = await openPage();
  prompt.ask(1);
  await prompt.until(() => prompt.read.some(({ id }) => id === 1));
  expect(begun).toBeLessThan(150);
  late.socket.resume();
  await late.until(() => late.read.filter(({ id }) => id !== undefined).length === 200);
  expect(mostWaiting).toBeLessThan(MAX_WAITING_BYTES + 100 * SMALL_BYTES);
});

test('a state too large to be sent is told of, an answer is an error, and what follows is read', async () => {
  const page = await openPage();
  tell(libraryOf('large', MAX_WAITING_BYTES));
  await page.until(() => page.read.some(({ event }) => event === 'left-out'));
  expect(page.read).toContainEqual({ event: 'left-out', data: { event: 'library' } });
  run = async () => ({ ok: true, data: 'é'.repeat(MAX_WAITING_BYTES / 2) });
  page.ask(1);
  await page.until(() => page.read.some(({ id }) => id === 1));
  expect(page.read.at(-1)).toMatchObject({ ok: false, error: { code: 'answer_too_large' } });
  tell(libraryOf('small', 10));
  await page.until(() => page.read.some(({ event }) => event === 'library'));
  expect(page.read.map(({ event }) => event)).not.toContain('reload');
});

test('news that cannot be made ends the connection of that page, and nothing else', async () => {
  const page = await openPage();
  const closed = once(page.socket, 'close');
  const warned = once(process, 'warning');
  const ring: unknown[] = [];
  tell({ event: 'library', data: [ring, { ring, toJSON: () => JSON.parse('{') }] as never });
  await closed;
  expect(String(await warned)).toContain('SyntaxError');
  const other = await openPage();
  other.ask(1, { a: 1 });
  await other.until(() => other.read.length > 0);
  expect(other.read).toEqual([{ id: 1, ok: true, data: { a: 1 } }]);
});
