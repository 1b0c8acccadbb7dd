import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readSession } from '../app/core/sessions/read-session.ts';
import { connectRpc } from '../e2e/support/rpc-client.ts';
import { buildIfNeeded } from './lib/build.mjs';
import { commandLineFile } from './lib/run-command-line.mjs';

/** Many with `SEEKLAB_KILLS=50`; then on a quiet machine, because time is measured. */
const KILLS = Number(process.env.SEEKLAB_KILLS ?? 4);
const MAY_LOSE_MS = process.env.SEEKLAB_KILLS ? 1000 : 15_000;

let dataDir: string;
let program: ChildProcessByStdio<null, Readable, null> | null = null;

beforeAll(() => buildIfNeeded(), 60_000);
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'seeklab-sessions-'));
});
afterEach(async () => {
  program?.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

const firstPage = { filter: 'all', from: 0, count: 1 } as const;

interface Session {
  current: { id: string; name: string };
  rows: number;
  error: unknown;
}

async function serve(...options: string[]) {
  const args = [commandLineFile, 'serve', '--json', '--data-dir', dataDir, ...options];
  const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  program = started;
  const ended = once(started, 'exit');
  const [first] = await once(createInterface({ input: started.stdout }), 'line');
  started.stdout.resume();
  const { reproxyUrl, consoleUrl, session } = JSON.parse(String(first));
  return {
    reproxyUrl: String(reproxyUrl),
    consoleUrl: String(consoleUrl),
    session: session as Session,
    async kill() {
      started.kill('SIGKILL');
      await ended;
    },
    async end() {
      started.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
    },
  };
}

/** Asks for the end of the sample again and again until nobody answers; when each answer was whole. */
async function load(reproxyUrl: string, mark: string): Promise<Map<string, number>> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const answered = new Map<string, number>();
  for (let count = 0; ; count += 1) {
    const key = `${mark}-${count}`;
    try {
      await ask(`${reproxyUrl}/v/sample.flv?start=2000000000&k=${key}`, agent);
      answered.set(key, performance.now());
    } catch {
      // It was killed.
      agent.destroy();
      return answered;
    }
  }
}

async function ask(url: string, agent: Agent): Promise<void> {
  const sent = get(url, { agent });
  const [answer] = await once(sent, 'response');
  answer.resume();
  await once(answer, 'end');
}

async function keysIn(id: string): Promise<Set<string>> {
  const keys = new Set<string>();
  await readSession(join(dataDir, 'sessions', id), ({ exchange }) => {
    const key = /&k=([\d-]+)/.exec(exchange?.target ?? '')?.[1];
    if (key) keys.add(key);
  });
  return keys;
}

test(`${KILLS} kills under load: the session is read each time, and at most the last second is lost`, async () => {
  const kept = new Set<string>();
  let id = '';
  let mostLostMs = 0;
  let total = 0;
  for (let count = 1; count <= KILLS; count += 1) {
    const { kill, reproxyUrl, consoleUrl, session } = await serve();
    expect(session.error).toBeNull();
    expect(session.current.id).toBe(id || session.current.id);
    id = session.current.id;
    const rpc = await connectRpc(consoleUrl);
    // A start does not wait for all rows of a large session.
    await expect
      .poll(async () => (await rpc.run('log.page', firstPage)).counts.all, { timeout: 60_000 })
      .toBeGreaterThanOrEqual(kept.size);
    rpc.close();
    const loading = load(reproxyUrl, String(count));
    // Killed at any moment, on any machine: some are before the first line is written.
    await new Promise((resolve) => setTimeout(resolve, 200 + ((count * 613) % 2000)));
    const killedAtMs = performance.now();
    await kill();
    const answered = await loading;
    total += answered.size;
    const keys = await keysIn(id);
    for (const key of kept) expect(keys).toContain(key);
    for (const [key, atMs] of answered) {
      if (keys.has(key)) kept.add(key);
      else mostLostMs = Math.max(mostLostMs, killedAtMs - atMs);
    }
  }
  console.info(
    `${KILLS} kills, ${total} answers, ${kept.size} kept; lost at most ${mostLostMs} ms`,
  );
  expect(kept.size).toBeGreaterThan(0);
  expect(mostLostMs).toBeLessThan(MAY_LOSE_MS);
}, 600_000);

test('the last session by default, a new one or a named one when asked for', async () => {
  const first = await serve();
  await (await fetch(`${first.reproxyUrl}/v/none.flv`)).arrayBuffer();
  const rpc = await connectRpc(first.consoleUrl);
  await rpc.run('session.name', { id: first.session.current.id, name: 'Tuesday' });
  rpc.close();
  await first.end();

  const second = await serve('--new-session');
  expect(second.session).toMatchObject({ rows: 0, error: null });
  expect(second.session.current.id).not.toBe(first.session.current.id);
  await (await fetch(`${second.reproxyUrl}/v/none.flv`)).arrayBuffer();
  await second.end();

  const third = await serve();
  expect(third.session).toMatchObject({ current: second.session.current, rows: 1 });
  await third.end();
  const fourth = await serve('--session', 'Tuesday');
  expect(fourth.session).toMatchObject({ current: { name: 'Tuesday' }, rows: 1 });
  await fourth.end();
});

test('what a target’s address and fields keep secret is in no session file and no export', async () => {
  const secret = 'very-secret-4711';
  const target = await serve(
    '--target',
    `perl=http://127.0.0.1:1/v/{name}?sig=${secret}&start={start}`,
  );
  const rpc = await connectRpc(target.consoleUrl);
  await rpc.run('target.add', {
    name: 'own',
    pattern: 'http://127.0.0.1:1/v/{name}?start={start}',
    names: { kind: 'library' },
    reference: { kind: 'library', name: null },
    expected: null,
    isSelfSignedAllowed: false,
    redirectHosts: [],
    fields: [{ name: 'Authorization', value: `Bearer ${secret}` }],
  });
  for (const name of ['perl', 'own']) {
    const answer = await fetch(`${target.reproxyUrl}/t/${name}/sample.flv?start=9&seek=a-1`);
    expect(answer.status).toBeGreaterThanOrEqual(500);
    await answer.arrayBuffer();
  }
  await expect
    .poll(() => rpc.run('log.page', { filter: 'all', from: 0, count: 9 }))
    .toMatchObject({
      rows: [{}, {}],
    });
  const path = join(dataDir, 'export.jsonl');
  await rpc.run('session.export', { id: target.session.current.id, path });
  rpc.close();
  await target.end();
  const dir = join(dataDir, 'sessions', target.session.current.id);
  const names = await readdir(dir);
  const texts = await Promise.all(
    [path, ...names.map((name) => join(dir, name))].map((each) => readFile(each, 'utf8')),
  );
  expect(texts.join('')).toContain('Authorization: ');
  expect(texts.join('')).not.toContain(secret);
});
