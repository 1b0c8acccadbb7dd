/**
 * npm run bench:sweep -- [--quick] [--write]
 * Checked seeks a second of the sample at every keyframe and the bytes beside it, next to autocannon, which
 * only reads the same answers to their end, in rounds; then the memory of a short and a long sweep.
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
const MANY = options.quick ? 5_000 : 100_000;
const CONNECTIONS = 8;
const around = Array.from({ length: TIMES }, () => 'keyframes:around').join('+');

interface Rate {
  perSecond: number;
  /** Of all processes that took part, a seek. */
  cpuMs: number;
}

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
  const {
    seeks,
    seconds,
    failed,
    cpuSeconds: used,
  } = await measureSweep(around, ...['--concurrency', String(CONNECTIONS), ...more]);
  if (failed > 0) throw new Error(`${failed} seeks failed`);
  return { perSecond: seeks / seconds, cpuMs: (used * 1000) / seeks };
}

const sample = await readFile(join(projectDir, 'assets', 'samples', 'sample.flv'));
const { keyframes } = await scanFlv(bytesSource(sample));
const starts = Array.from(keyframes.offsets).flatMap((at) => [at - 1, at, at + 1]);

const ways = {
  autocannon: () => readOnly(starts),
  sweep: () => checked(),
  whole: () => checked('--whole'),
};
const rates: Record<keyof typeof ways, Rate[]> = { autocannon: [], sweep: [], whole: [] };
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
  return `| ${name} | ${perSecond.toFixed(0)} | ${ratio.toFixed(2)} | ${cpuMs.toFixed(2)} |`;
};
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
const report = `## Sweeps

\`npm run bench:sweep -- --write\`, on ${cpus().length} cores (${cpus()[0]?.model.trim()}), Linux ${release()}, Node ${process.version}; load ${loadavg()[0]?.toFixed(1)}. The sample at
every keyframe and the bytes beside it, ${CONNECTIONS} at a time, ${ROUNDS} rounds, every other one backwards; medians. autocannon reads each answer to its
end and looks at none of them; its server is a process of its own, a sweep is one process with server, client and checks. The sweep's
processor time includes its start and its report.

| | a second | of autocannon | processor time, ms each |
|---|---:|---:|---:|
${row('autocannon, read and thrown away', rates.autocannon)}
${row('checked seeks', rates.sweep)}
${row('checked seeks, each answer to its end', rates.whole)}

Memory, the most that was resident: ${megabytes(few.residentBytes)} MB in ${few.seeks} seeks, ${megabytes(many.residentBytes)} MB in ${many.seeks}.
`;
process.stdout.write(report);
if (options.write) writePart('sweep', report);
