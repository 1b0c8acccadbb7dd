/**
 * npm run bench:sweep -- [--quick] [--write]
 * Checked seeks a second of the sample at every keyframe and the bytes beside it, in one process and in two,
 * next to autocannon, which only reads the same answers to their end, in rounds; then the memory of a short
 * and a long sweep. What load does not fool is the processor time: that of a start is taken off.
 * `--write` puts the report into docs/benchmarks.md.
 */

import { readFile } from 'node:fs/promises';
import { cpus, loadavg, release } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { bytesSource } from '../app/flv/byte-source.ts';
import { scanFlv } from '../app/flv/scan.ts';
import { projectDir } from '../conformance/project-dir.ts';
import { median } from './lib/numbers.ts';
import { cpuSeconds } from './lib/process-stats.ts';
import { writePart } from './lib/write-part.ts';
import { measureSweep } from './sweep/run-sweeps.ts';
import { serveSample } from './sweep/serve-sample.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

const ROUNDS = options.quick ? 1 : 5;
const SECONDS = options.quick ? 3 : 8;
/** The plan has 90 asks of the sample. */
const TIMES = options.quick ? 12 : 60;
const FEW = 1_000;
const MANY = options.quick ? 4_000 : 100_000;
const CONNECTIONS = 8;
const around = Array.from({ length: TIMES }, () => 'keyframes:around').join('+');

interface Rate {
  perSecond: number;
  /** Of all processes that took part, a seek; without their start. */
  cpuMs: number;
}

/** A sweep of one seek: what each way takes before its first. */
const START = 'random:1';

async function readOnly(starts: readonly number[]): Promise<Rate> {
  const served = await serveSample();
  try {
    const before = cpuSeconds(served.pid) + cpuSeconds(process.pid);
    const result = await autocannon({
      url: served.reproxyUrl,
      connections: CONNECTIONS,
      duration: SECONDS,
      requests: starts.map((start) => ({ method: 'GET', path: `/v/sample.flv?start=${start}` })),
    });
    if (result.errors + result.non2xx > 0) throw new Error('autocannon met errors');
    const used = cpuSeconds(served.pid) + cpuSeconds(process.pid) - before;
    return { perSecond: result['2xx'] / result.duration, cpuMs: (used * 1000) / result['2xx'] };
  } finally {
    await served.end();
  }
}

async function checked(...more: string[]): Promise<Rate> {
  const options = ['--concurrency', String(CONNECTIONS), ...more];
  const start = await measureSweep(START, ...options);
  const { seeks, seconds, failed, cpuSeconds: used } = await measureSweep(around, ...options);
  if (failed > 0) throw new Error(`${failed} seeks failed`);
  return { perSecond: seeks / seconds, cpuMs: ((used - start.cpuSeconds) * 1000) / seeks };
}

/** `random:1` is one ask: one process does it. What each of two takes for its start is twice that. */
async function checkedByTwo(): Promise<Rate> {
  const options = ['--concurrency', String(CONNECTIONS)];
  const start = await measureSweep(START, ...options);
  const two = await measureSweep(around, ...options, '--processes', '2');
  if (two.failed > 0) throw new Error(`${two.failed} seeks failed`);
  // The two, and whoever shares it out to them.
  const starts = 3 * start.cpuSeconds;
  return {
    perSecond: two.seeks / two.seconds,
    cpuMs: ((two.cpuSeconds - starts) * 1000) / two.seeks,
  };
}

const sample = await readFile(join(projectDir, 'assets', 'samples', 'sample.flv'));
const { keyframes } = await scanFlv(bytesSource(sample));
const starts = Array.from(keyframes.offsets).flatMap((at) => [at - 1, at, at + 1]);
const meanBytes = starts.reduce((sum, start) => sum + sample.length - start, 0) / starts.length;

const ways = {
  autocannon: () => readOnly(starts),
  sweep: () => checked(),
  two: checkedByTwo,
  whole: () => checked('--whole'),
};
const rates: Record<keyof typeof ways, Rate[]> = {
  autocannon: [],
  sweep: [],
  two: [],
  whole: [],
};
const names = Object.keys(ways) as (keyof typeof ways)[];
for (let round = 0; round < ROUNDS; round += 1) {
  console.error(`Round ${round + 1} of ${ROUNDS}`);
  for (const name of round % 2 === 0 ? names : names.toReversed()) {
    rates[name].push(await ways[name]());
  }
}
console.error('Memory');
const few = await measureSweep(`random:${FEW}`, '--concurrency', String(CONNECTIONS));
const many = await measureSweep(`random:${MANY}`, '--concurrency', String(CONNECTIONS));

const row = (name: string, list: readonly Rate[]) => {
  const perSecond = median(list.map((each) => each.perSecond));
  const ratio = median(
    list.map((each, i) => each.perSecond / (rates.autocannon[i]?.perSecond ?? Number.NaN)),
  );
  const cpuMs = median(list.map((each) => each.cpuMs));
  const cpuRatio = median(
    list.map((each, i) => (rates.sweep[i]?.cpuMs ?? Number.NaN) / each.cpuMs),
  );
  const cells = [perSecond.toFixed(0), ratio.toFixed(2), cpuMs.toFixed(2), cpuRatio.toFixed(2)];
  return `| ${[name, ...cells].join(' | ')} |`;
};
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
const report = `## Sweeps

\`npm run bench:sweep -- --write\`, on ${cpus().length} cores (${cpus()[0]?.model.trim()}), Linux ${release()}, Node ${process.version}; load ${loadavg()[0]?.toFixed(1)}. The sample at
every keyframe and the bytes beside it, ${CONNECTIONS} at a time, ${ROUNDS} rounds, every other one backwards; medians. autocannon reads each answer to its
end (${(meanBytes / 1e6).toFixed(2)} MB in the middle) and looks at none; its server is a process of its own. A sweep is one process with server, client and checks, or two
of them; without \`--whole\` an answer is given up once the place is found where it lands, after about 64 kB. Processor time, which load
does not fool, is that of all processes without their start. Goals: 1,000 a second, half of autocannon, two processes 1.5 times one.

| | a second | of autocannon | processor time, ms each | one process's time, of that |
|---|---:|---:|---:|---:|
${row('autocannon, read and thrown away', rates.autocannon)}
${row('checked seeks', rates.sweep)}
${row('checked seeks, two processes', rates.two)}
${row('checked seeks, each answer to its end', rates.whole)}

Two processes make ${median(rates.two.map((two, i) => two.perSecond / (rates.sweep[i]?.perSecond ?? Number.NaN))).toFixed(2)} times as many a second as one.
Memory, the most that was resident: ${megabytes(few.residentBytes)} MB in ${few.seeks} seeks, ${megabytes(many.residentBytes)} MB in ${many.seeks}.
`;
process.stdout.write(report);
if (options.write) writePart('sweep', report);
