/**
 * npm run soak -- [--minutes N] [--connections N] [--seed N] [--write]
 * Seeks, aborts, cuts and dying storage nodes at 64 connections, every byte compared with what
 * storage holds. Exit code 1 when a request ended otherwise than planned, or something grew;
 * `--write` puts the report into docs/benchmarks.md.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startOurReproxy } from './lib/our-reproxy.ts';
import { openDescriptors, residentBytes } from './lib/process-stats.ts';
import { writePart } from './lib/write-part.ts';
import { startSoakApplication } from './soak/application.ts';
import { createSoakClient } from './soak/client.ts';
import { createRandom, makeContent } from './soak/content.ts';
import { findFault } from './soak/judge.ts';
import { drawPlan } from './soak/plans.ts';
import { isGood, makeSoakReport, type SoakResult } from './soak/report.ts';
import type { Sample } from './soak/steadiness.ts';
import { startStorageNodes } from './soak/storage-nodes.ts';

const SAMPLES = 120;
/** Short, so that a hanging storage costs little time, but long enough for a machine under load. */
const FIRST_BYTE_MS = 2_000;
/** Most that a client waits between two requests. */
const PAUSE_MS = 20;

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    connections: { type: 'string', default: '64' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
    write: { type: 'boolean', default: false },
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
report({
  command: ['npm run soak', ...process.argv.slice(2)].join(' ').replace('soak ', 'soak -- '),
  minutes: options.minutes,
  connections,
  seed,
  counts,
  bodyBytes,
  deaths: nodes.deaths,
  samples,
  left,
  faults,
});

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
      sockets: resources.filter((kind) => kind === 'TCPSocketWrap').length,
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

function report(result: SoakResult): void {
  const text = makeSoakReport(result);
  console.log(text);
  if (options.write) writePart('soak', text);
  process.exitCode = isGood(result) ? 0 : 1;
}
