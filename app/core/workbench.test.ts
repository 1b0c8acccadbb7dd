import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Exchange } from '../contract/exchange.ts';
import type { OperationName, OperationOutput } from '../contract/operations.ts';
import { operations } from '../contract/operations.ts';
import type { RpcEvent } from '../contract/rpc.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

const samples = join(import.meta.dirname, '../../assets/samples');
const patchPrefix = '464c5601010000000900000009';
let dataDir: string;
let workbench: Workbench;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'seeklab-workbench-'));
  workbench = await createWorkbench({ dataDir, sampleDir: samples });
});
afterEach(async () => {
  await workbench.close();
  await rm(dataDir, { recursive: true });
});

/** Runs an operation that must succeed, and checks its output against the contract. */
async function run<N extends OperationName>(name: N, input: unknown): Promise<OperationOutput<N>> {
  const result = await workbench.run(name, input);
  if (!result.ok) throw new Error(`${name}: ${result.error.message}`);
  return operations[name].output.parse(result.data) as OperationOutput<N>;
}

function nextFinished(): Promise<Exchange> {
  return new Promise((resolve) => {
    const stop = workbench.log.tap({
      onExchange(exchange) {
        if (exchange.outcome === 'running') return;
        stop();
        resolve(exchange);
      },
    });
  });
}

test('a seek goes through all three parts and is recorded byte for byte', async () => {
  const file = await readFile(join(samples, 'sample.flv'));
  const finished = nextFinished();
  const response = await fetch(`${workbench.reproxyUrl}/v/sample.flv?start=100000&seek=p-1`);
  const body = Buffer.from(await response.arrayBuffer());
  expect(response.status).toBe(200);
  expect(body.subarray(0, 13).toString('hex')).toBe(patchPrefix);
  expect(body.subarray(13).equals(file.subarray(100000))).toBe(true);

  const exchange = await finished;
  expect(exchange).toMatchObject({
    seekId: 'p-1',
    startHeader: '100000',
    prefixHex: patchPrefix,
    outcome: 'complete',
  });
  expect(exchange.hops.map(({ kind }) => kind)).toEqual(['client', 'application', 'storage']);
  expect(exchange.hops[2]?.requestHead).toMatch(/\r\nRange: bytes=100000-\r\n/);
  const { rows } = await run('log.page', { filter: 'all', from: 0, count: 10 });
  expect(rows).toMatchObject([{ kind: 'request', number: 1, request: { id: exchange.id } }]);
  expect(await run('log.get', { number: 1 })).toMatchObject({ exchanges: [exchange] });
});

test('every sample opens and keeps the contract', async () => {
  const entries = await run('library.list', {});
  expect(entries.map(({ name }) => name)).toContain('sample.flv');
  for (const { name } of entries) {
    const facts = await run('video.open', { name });
    expect(facts.isPlayable === (facts.notPlayable === null), name).toBe(true);
  }
});

test('a video added while running is served at once, and the doors hear of it', async () => {
  const heard = new Promise<RpcEvent>((resolve) => {
    workbench.subscribe((event) => event.event === 'library' && resolve(event));
  });
  await copyFile(join(samples, 'no-index.flv'), join(dataDir, 'my #1 clip 100%?.flv'));
  await run('library.add', { path: join(dataDir, 'my #1 clip 100%?.flv') });
  expect(await heard).toMatchObject({
    data: expect.arrayContaining([expect.objectContaining({ origin: 'file' })]),
  });
  const name = encodeURIComponent('my #1 clip 100%?.flv');
  const response = await fetch(`${workbench.reproxyUrl}/v/${name}?start=500`);
  expect(response.status).toBe(200);
  expect((await response.arrayBuffer()).byteLength).toBe(
    13 + (await readFile(join(samples, 'no-index.flv'))).length - 500,
  );
});

test.each([
  ['storage', 503, 'storage_unreachable'],
  ['application', 502, 'application_unreachable'],
] as const)('%s switched off and on again', async (part, status, code) => {
  const url = `${workbench.reproxyUrl}/v/sample.flv?start=1000`;
  expect((await run('system.switch-part', { part, isUp: false }))[part].isUp).toBe(false);
  const finished = nextFinished();
  const refused = await fetch(url);
  expect(refused.status).toBe(status);
  expect(await refused.text()).toMatch(new RegExp(`^${code}`));
  expect(await finished).toMatchObject({ outcome: 'failed', error: { code }, prefixHex: null });

  await run('system.switch-part', { part, isUp: true });
  expect((await fetch(url)).status).toBe(200);
});

test.each([
  ['an unknown operation', 'no.such', {}, 'operation_unknown'],
  ['a name of Object.prototype', 'toString', {}, 'operation_unknown'],
  ['__proto__', '__proto__', {}, 'operation_unknown'],
  ['a missing field', 'video.open', {}, 'input_invalid'],
  ['a wrong type', 'settings.set', { volume: 'loud' }, 'input_invalid'],
  ['no object', 'system.status', null, 'input_invalid'],
  ['an unknown video', 'video.open', { name: 'none.flv' }, 'video_unknown'],
  ['a way out of the library', 'video.open', { name: '../../package.json' }, 'video_unknown'],
  ['a path that is not there', 'library.add', { path: '/no/such.flv' }, 'path_unusable'],
])('%s is a coded error', async (_, name, input, code) => {
  expect(await workbench.run(name, input)).toMatchObject({ ok: false, error: { code } });
});

test('closing leaves no port behind', async () => {
  const status = await run('system.status', {});
  await workbench.close();
  for (const { url } of [status.reproxy, status.application, status.storage]) {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
    const [error] = await once(socket, 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  }
});

test('a reproxy port in use is a coded error and leaves nothing running', async () => {
  const reproxyPort = Number(new URL(workbench.reproxyUrl).port);
  await expect(createWorkbench({ dataDir, sampleDir: samples, reproxyPort })).rejects.toMatchObject(
    {
      code: 'port_in_use',
    },
  );
});

test('the user’s own application and storage instead of the embedded ones', async () => {
  const storage = createServer((request, response) => {
    const [, from = ''] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
    const part = Buffer.from('0123456789').subarray(Number(from));
    response.writeHead(206, {
      'Content-Range': `bytes ${from}-9/10`,
      'Content-Length': part.length,
    });
    response.end(part);
  });
  const storagePort = await listen(storage);
  const application = createServer((_, response) => {
    response.setHeader('X-REPROXY-URL', `http://127.0.0.1:${storagePort}/own`);
    response.setHeader('X-REPROXY-FLV-START', '4');
    response.end();
  });
  const applicationUrl = `http://127.0.0.1:${await listen(application)}`;
  const own = await createWorkbench({
    dataDir,
    sampleDir: samples,
    configuration: { applicationUrl, storageAllow: [`127.0.0.1:${storagePort}`] },
  });
  const stranger = await createWorkbench({
    dataDir,
    sampleDir: samples,
    configuration: { applicationUrl },
  });
  try {
    const allowed = await fetch(`${own.reproxyUrl}/watch?id=7`);
    expect(
      Buffer.from(await allowed.arrayBuffer())
        .subarray(13)
        .toString(),
    ).toBe('456789');
    const refused = await fetch(`${stranger.reproxyUrl}/watch?id=7`);
    expect(refused.status).toBe(503);
    expect(await refused.text()).toMatch(/^storage_not_allowed/);
  } finally {
    await Promise.all([own.close(), stranger.close()]);
    for (const server of [storage, application]) {
      server.closeAllConnections();
      server.close();
    }
  }
});

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
