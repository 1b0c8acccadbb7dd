/**
 * npm run soak -- [--minutes N] [--connections N] [--seed N]
 * Seeks, aborts, cuts and dying storage nodes at 64 connections, every byte compared with what
 * storage holds. Exit code 1 when a request ended otherwise than planned, or something grew.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startOurReproxy } from './lib/our-reproxy.ts';
import { openDescriptors, residentBytes } from './lib/process-stats.ts';
import { startSoakApplication } from './soak/application.ts';
import { createSoakClient } from './soak/client.ts';
import { createRandom, makeContent } from './soak/content.ts';
import { findFault } from './soak/judge.ts';
import { drawPlan } from './soak/plans.ts';
import { judgeSteadiness, type Sample } from './soak/steadiness.ts';
import { startStorageNodes } from './soak/storage-nodes.ts';

const SAMPLES = 120;
const FAULTS_SHOWN = 20;
/** Short, so that a hanging storage costs little time, but long enough for a machine under load. */
const FIRST_BYTE_MS = 2_000;
/** Most that a client waits between two requests. */
const PAUSE_MS = 20;

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    connections: { type: 'string', default: '64' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
  },
});
const durationMs = Number(options.minutes) * 60_000;
const connections = Number(options.connections);
const seed = Number(options.seed);

const content = makeContent();
const nodes = await startStorageNodes();
const application = await startSoakApplication();
const reproxy = await startOurReproxy({
  applicationPort: application.port,
  isRecording: true,
  timeouts: { firstByteMs: FIRST_BYTE_MS, connectMs: 1_000 },
});

const counts = new Map<string, number>();
const faults: string[] = [];
const samples: Sample[] = [];
let bodyBytes = 0;

const startedMs = performance.now();
const isOver = () => performance.now() - startedMs >= durationMs;
console.log(`Soak of ${options.minutes} min, ${connections} connections, seed ${seed}`);
await Promise.all([
  watch(),
  ...Array.from({ length: connections }, (_, i) => runClient(createRandom(seed + i))),
]);
const left = await whatIsLeft();
await Promise.all([reproxy.close(), nodes.close()]);
application.close();
report();

async function runClient(random: () => number): Promise<void> {
  const client = createSoakClient(reproxy.port, content);
  while (!isOver()) {
    const plan = drawPlan(random, nodes);
    const result = await client.seek(plan);
    counts.set(plan.kind, (counts.get(plan.kind) ?? 0) + 1);
    bodyBytes += result.received;
    const fault = findFault(plan, result);
    if (fault) faults.push(`${plan.kind}, start ${plan.start}, ${plan.urls.join(' ')}: ${fault}`);
    await delay(random() * PAUSE_MS);
  }
  client.close();
}

async function watch(): Promise<void> {
  while (!isOver()) {
    await delay(durationMs / SAMPLES);
    const { resources } = await reproxy.state();
    samples.push({
      atSeconds: (performance.now() - startedMs) / 1000,
      residentBytes: residentBytes(reproxy.pid),
      descriptors: openDescriptors(reproxy.pid),
      resources: resources.length,
    });
  }
}

/** The reproxy's own count of client connections once all clients have closed theirs. */
async function whatIsLeft(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const { reproxy: stats } = await reproxy.state();
    if (stats.clientConnections === 0) return 0;
    await delay(100);
  }
  return (await reproxy.state()).reproxy.clientConnections;
}

function report(): void {
  const requests = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const gigabytes = (bodyBytes / 1e9).toFixed(1);
  console.log(`${requests} requests, ${gigabytes} GB of bodies compared, ${nodes.deaths} deaths`);
  for (const [kind, count] of [...counts].sort(([, a], [, b]) => b - a)) {
    console.log(`  ${String(count).padStart(8)}  ${kind}`);
  }
  const steadiness = judgeSteadiness(samples);
  for (const { figure, early, late, isSteady } of steadiness) {
    const change = `${early.toFixed(1)} → ${late.toFixed(1)}`;
    console.log(`${figure}: ${change}${isSteady ? '' : '  GREW'}`);
  }
  console.log(`client connections left: ${left}`);
  console.log(`requests that ended otherwise than planned: ${faults.length}`);
  for (const fault of faults.slice(0, FAULTS_SHOWN)) console.log(`  ${fault}`);
  const isGood = faults.length === 0 && left === 0 && steadiness.every((each) => each.isSteady);
  process.exitCode = isGood ? 0 : 1;
}
