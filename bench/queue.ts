/**
 * npm run bench:queue -- [--quick]
 * The same sweep of the sample by one worker and by two, in turn, on a Redis of its own (`redis-server`).
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { cpus, loadavg, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectDir } from '../conformance/project-dir.ts';
import { median, medianRatio } from './lib/numbers.ts';
import { cpuSeconds } from './lib/process-stats.ts';
import { measureSweep } from './sweep/run-sweeps.ts';

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });

const ROUNDS = options.quick ? 2 : 5;
/** The plan has 90 asks of the sample. */
const TIMES = options.quick ? 20 : 60;
const plan = Array.from({ length: TIMES }, () => 'keyframes:around').join('+');
const program = join(projectDir, 'out', 'cli', 'seeklab.js');

const dir = await mkdtemp(join(tmpdir(), 'seeklab-bench-queue-'));
const port = await freePort();
const redis = spawn(
  'redis-server',
  [...['--port', `${port}`, '--bind', '127.0.0.1', '--dir', dir], ...['--appendonly', 'yes']],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
await untilSaid(redis, 'Ready to accept connections');
const url = `redis://127.0.0.1:${port}`;

const rates: { one: number[]; two: number[] } = { one: [], two: [] };
const shares: { one: number[]; two: number[] } = { one: [], two: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, count] of [['one', 1] as const, ['two', 2] as const]) {
    const { perSecond, cores } = await sweptBy(count);
    rates[name].push(perSecond);
    shares[name].push(cores);
    const load = loadavg()[0]?.toFixed(1);
    console.error(
      `${name}: ${perSecond.toFixed(0)} a second on ${cores.toFixed(2)} cores, load ${load}`,
    );
  }
}
redis.kill('SIGKILL');
await rm(dir, { recursive: true });

process.stdout.write(`\`npm run bench:queue\`, on ${cpus().length} cores (${cpus()[0]?.model.trim()}), Linux ${release()}, Node ${process.version}; load ${loadavg()[0]?.toFixed(1)}. ${TIMES * 90} checked seeks of the
sample, ${ROUNDS} rounds in turn; medians.

| | a second | cores that the workers were given |
|---|---:|---:|
| one worker | ${median(rates.one).toFixed(0)} | ${median(shares.one).toFixed(2)} |
| two workers | ${median(rates.two).toFixed(0)} | ${median(shares.two).toFixed(2)} |

Two workers are ${medianRatio(rates.two, rates.one).toFixed(2)} times as fast as one.
`);

async function sweptBy(count: number): Promise<{ perSecond: number; cores: number }> {
  const workers = Array.from({ length: count }, (_, i) =>
    spawn(
      process.execPath,
      [program, 'worker', '--queue', url, '--data-dir', join(dir, `data-${i}`)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    ),
  );
  await Promise.all(workers.map((worker) => untilSaid(worker, 'takes shards')));
  const used = () => workers.reduce((sum, { pid }) => sum + cpuSeconds(pid ?? -1), 0);
  const before = used();
  const { seeks, seconds, failed } = await measureSweep(plan, '--queue', url, '--concurrency', '8');
  const cores = (used() - before) / seconds;
  for (const worker of workers) {
    const ended = once(worker, 'exit');
    worker.kill('SIGINT');
    await ended;
  }
  if (failed > 0) throw new Error(`${failed} seeks failed`);
  return { perSecond: seeks / seconds, cores };
}

async function untilSaid(child: ChildProcess, what: string): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (bytes) => {
      said = `${said}${bytes}`.slice(-10_000);
      if (said.includes(what)) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`it ended before it said "${what}"`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
