import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket as NodeWebSocket, WebSocketServer } from 'ws';
import type { RpcEvent } from '../../contract/rpc.ts';
import { defaultSettings } from '../../contract/settings.ts';
import { type Connection, type ConnectionState, createConnection } from './connection.ts';

type Answer = (request: { id: number; operation: string; input: unknown }) => unknown;

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A real WebSocket server that answers as told. */
async function startServer(answer: Answer, port = 0) {
  const server = new WebSocketServer({ host: '127.0.0.1', port });
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const reply = answer(JSON.parse(String(data)));
      if (reply !== undefined) socket.send(JSON.stringify(reply));
    });
  });
  await once(server, 'listening');
  const stop = () => {
    for (const client of server.clients) client.terminate();
    server.close();
  };
  closers.push(stop);
  return { server, stop, port: (server.address() as AddressInfo).port };
}

/** A connection whose states and events can be waited for. */
function connect(port: () => number) {
  const states: ConnectionState[] = [];
  const events: RpcEvent[] = [];
  let notify = () => {};
  const connection: Connection = createConnection({
    // Node 20 has no WebSocket of its own; that of ws has the same events and methods.
    openSocket: () => new NodeWebSocket(`ws://127.0.0.1:${port()}`) as unknown as WebSocket,
    onState(state) {
      states.push(state);
      notify();
    },
    onEvent(event) {
      events.push(event);
      notify();
    },
  });
  closers.push(() => connection.close());
  const until = (isThere: () => boolean) =>
    new Promise<void>((resolve) => {
      notify = () => isThere() && resolve();
      notify();
    });
  const untilPhase = (phase: ConnectionState['phase']) =>
    until(() => states.at(-1)?.phase === phase);
  return { connection, states, events, until, untilPhase };
}

test('a call is answered with the parsed output of its operation', async () => {
  const { port } = await startServer(({ id, operation }) =>
    operation === 'settings.get' ? { id, ok: true, data: { ...defaultSettings, extra: 1 } } : null,
  );
  const { connection, untilPhase } = connect(() => port);
  await untilPhase('open');
  expect(await connection.call('settings.get', {})).toEqual(defaultSettings);
});

test('who does not want an answer any more says so, once, and only while it is awaited', async () => {
  const messages: unknown[] = [];
  const { port } = await startServer((message) => {
    messages.push(message);
    return 'operation' in message && message.operation === 'settings.get'
      ? { id: message.id, ok: true, data: defaultSettings }
      : undefined;
  });
  const { connection, until, untilPhase } = connect(() => port);
  await untilPhase('open');
  const leaving = new AbortController();
  const waiting = connection.call('video.open', { name: 'x' }, { signal: leaving.signal });
  waiting.catch(() => 'the connection is closed at the end');
  await connection.call('settings.get', {}, { signal: leaving.signal });
  leaving.abort();
  await connection.call('settings.get', {});
  await until(() => messages.length === 4);
  expect(messages).toEqual([
    { id: 1, operation: 'video.open', input: { name: 'x' } },
    { id: 2, operation: 'settings.get', input: {} },
    { cancel: 1 },
    { id: 3, operation: 'settings.get', input: {} },
  ]);
});

test('a refusal carries the coded error', async () => {
  const error = { code: 'video_unknown', message: 'No.', fix: 'Add it.' };
  const { port } = await startServer(({ id }) => ({ id, ok: false, error }));
  const { connection, untilPhase } = connect(() => port);
  await untilPhase('open');
  await expect(connection.call('video.open', { name: 'x' })).rejects.toMatchObject(error);
});

test('an answer of the wrong form is an error, not a value', async () => {
  const { port } = await startServer(({ id }) => ({ id, ok: true, data: { theme: 'pink' } }));
  const { connection, untilPhase } = connect(() => port);
  await untilPhase('open');
  await expect(connection.call('settings.get', {})).rejects.toMatchObject({ code: 'internal' });
});

test('events arrive; those that this page does not know are left alone', async () => {
  const { server, port } = await startServer(() => undefined);
  const { events, until, untilPhase } = connect(() => port);
  await untilPhase('open');
  for (const client of server.clients) {
    client.send(JSON.stringify({ event: 'from-the-future', data: 1 }));
    client.send(JSON.stringify({ event: 'settings', data: defaultSettings }));
  }
  await until(() => events.length > 0);
  expect(events).toEqual([{ event: 'settings', data: defaultSettings }]);
});

test('a broken connection rejects what waits, says so, and comes back by itself', async () => {
  const first = await startServer(() => undefined);
  let port = first.port;
  const { connection, states, untilPhase } = connect(() => port);
  await untilPhase('open');
  const waiting = connection.call('library.list', {});
  first.stop();
  await expect(waiting).rejects.toMatchObject({ code: 'connection_lost' });
  await expect(connection.call('library.list', {})).rejects.toMatchObject({
    code: 'connection_lost',
  });
  const second = await startServer(({ id }) => ({ id, ok: true, data: [] }));
  port = second.port;
  await untilPhase('open');
  expect(await connection.call('library.list', {})).toEqual([]);
  expect(states.map(({ phase }) => phase)).toEqual(['connecting', 'open', 'lost', 'open']);
});
