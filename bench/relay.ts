/**
 * npm run bench:relay -- [--quick] [--rounds N] [--write]
 * Measures the relay beside nginx `proxy_pass` before the same target, in rounds, and prints a report;
 * `--write` puts it into docs/benchmarks.md.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { nginxNeeds } from '../conformance/peers/nginx.ts';
import { whyUnavailable } from '../conformance/peers/programs.ts';
import { writePart } from './lib/write-part.ts';
import { measureBulk } from './proxy/bulk.ts';
import { measureFirstByte } from './proxy/first-byte.ts';
import { makeRelayReport, type RelayFigures } from './relay/report.ts';
import { startWays, type WayName } from './relay/ways.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const plan = options.quick
  ? { rounds: 3, bulkTimes: 1, firstByteCount: 500 }
  : { rounds: 12, bulkTimes: 3, firstByteCount: 1_500 };
if (options.rounds) plan.rounds = Number(options.rounds);

const reason = whyUnavailable(nginxNeeds);
if (reason) {
  console.error(`Cannot measure: ${reason}.`);
  process.exit(3);
}

const [loadBefore = 0] = loadavg();
const ways = await startWays();
process.on('SIGINT', async () => {
  await ways.close();
  process.exit(130);
});
const results: Record<WayName, RelayFigures[]> = {
  'nothing between': [],
  'nginx proxy_pass': [],
  'bare node': [],
  'relay, recording': [],
  'relay, plain': [],
};
try {
  for (let round = 0; round <= plan.rounds; round += 1) {
    console.error(round === 0 ? 'Warming up' : `Round ${round} of ${plan.rounds}`);
    await runRound(round);
  }
  const command = `npm run bench:relay -- ${process.argv.slice(2).join(' ')}`.replace(/ -- $/, '');
  const report = makeRelayReport(results, { command, rounds: plan.rounds, loadBefore });
  console.log(report);
  if (options.write) writePart('relay', report);
} finally {
  await ways.close();
}

/** Each measurement of all ways before the next: what is compared lies close in time. */
async function runRound(round: number): Promise<void> {
  const { all, sampleSize } = ways;
  const inTurn = round % 2 === 0 ? all : [...all].reverse();
  const firstByte = new Map<WayName, Awaited<ReturnType<typeof measureFirstByte>>>();
  for (const way of inTurn) {
    const asked = { sampleSize, count: plan.firstByteCount };
    firstByte.set(way.name, await measureFirstByte(way, asked));
  }
  for (const way of inTurn) {
    const bulk = await measureBulk(way, { start: 1, atOnce: 1, times: plan.bulkTimes });
    const first = firstByte.get(way.name);
    if (round > 0 && first) results[way.name].push({ ...bulk, ...first });
  }
}
