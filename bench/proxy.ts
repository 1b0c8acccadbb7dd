/**
 * npm run bench -- [--quick] [--rounds N] [--write]
 * Measures our reproxy beside patched Perlbal and nginx, without and with Lua, in one run, in rounds, and
 * prints a report; `--write` puts it into docs/benchmarks.md.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { lighttpdNeeds } from '../conformance/peers/lighttpd.ts';
import { nginxLuaNeeds } from '../conformance/peers/nginx-lua.ts';
import { perlbalNeeds } from '../conformance/peers/perlbal.ts';
import { whyUnavailable } from '../conformance/peers/programs.ts';
import { measureBulk } from './proxy/bulk.ts';
import { measureFirstByte } from './proxy/first-byte.ts';
import { makeReport, writeReport } from './proxy/report.ts';
import { createResults, type Results } from './proxy/results.ts';
import { measureSlowClients } from './proxy/slow-clients.ts';
import { measureApplication, measureSmallSeeks } from './proxy/small-seeks.ts';
import { startTargets, type Target, type Targets } from './proxy/targets.ts';

interface Plan {
  rounds: number;
  bulkTimes: number;
  /** Groups of 32, one after the other: the first is on new connections, whose windows still grow. */
  manyTimes: number;
  smallSeconds: number;
  firstByteCount: number;
  slowSeconds: number;
  slowRounds: number;
}

const fullPlan: Plan = {
  rounds: 7,
  bulkTimes: 3,
  manyTimes: 3,
  smallSeconds: 3,
  firstByteCount: 1_500,
  slowSeconds: 8,
  slowRounds: 2,
};
const quickPlan: Plan = {
  rounds: 2,
  bulkTimes: 1,
  manyTimes: 1,
  smallSeconds: 1,
  firstByteCount: 500,
  slowSeconds: 3,
  slowRounds: 1,
};

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const plan = { ...(options.quick ? quickPlan : fullPlan) };
if (options.rounds) plan.rounds = Number(options.rounds);

const reason = whyUnavailable([...perlbalNeeds, ...lighttpdNeeds, ...nginxLuaNeeds, 'wrk']);
if (reason) {
  console.error(`Cannot measure: ${reason}.`);
  process.exit(3);
}

const [loadBefore = 0] = loadavg();
const targets = await startTargets();
process.on('SIGINT', async () => {
  await targets.close();
  process.exit(130);
});
try {
  console.error('Warming up');
  await runRound(targets, targets.all, false, createResults());
  const results = createResults();
  for (let round = 1; round <= plan.rounds; round += 1) {
    console.error(`Round ${round} of ${plan.rounds}`);
    await runRound(targets, inOrder(targets.all, round), round <= plan.slowRounds, results);
  }
  const ceiling = await measureApplication(targets.applicationPort, plan.smallSeconds);
  const report = makeReport(results, ceiling, process.argv.slice(2), loadBefore);
  console.log(report);
  if (options.write) writeReport(report);
} finally {
  await targets.close();
}

/** Every other round backwards, so that no target always follows the same one. */
function inOrder(all: readonly Target[], round: number): Target[] {
  return round % 2 === 1 ? [...all] : [...all].reverse();
}

/** Each measurement for all targets before the next: what is compared lies close in time. */
async function runRound(
  all: Targets,
  targets: readonly Target[],
  isWithSlowClients: boolean,
  results: Results,
): Promise<void> {
  const { largeSize, sampleSize } = all;
  const bulk = { start: 1, atOnce: 1, times: plan.bulkTimes };
  for (const target of targets) results.add('bulk', target, await measureBulk(target, bulk));

  const many = { start: Math.floor(largeSize * 0.9), atOnce: 32, times: plan.manyTimes };
  for (const target of targets) results.add('many', target, await measureBulk(target, many));

  for (const target of targets) {
    results.add('small', target, await measureSmallSeeks(target, all, plan.smallSeconds));
  }

  const firstByte = { sampleSize, count: plan.firstByteCount };
  for (const target of targets) {
    results.add('firstByte', target, await measureFirstByte(target, firstByte));
  }

  if (!isWithSlowClients) return;
  for (const [name, clients] of [
    ['slow200', 200],
    ['slow1000', 1_000],
  ] as const) {
    const slow = { clients, seconds: plan.slowSeconds };
    for (const target of targets) results.add(name, target, await measureSlowClients(target, slow));
  }
}
