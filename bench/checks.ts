/**
 * npm run bench:checks -- [--write]
 * What it costs that a body is compared with its file and its seek is judged: the same requests with
 * and without the mark of a seek, in turn. `--write` puts the report into docs/benchmarks.md.
 */
import { cpus, loadavg, release } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startCheckedSeeklab } from './checks/checked-seeklab.ts';
import { download } from './lib/fast-client.ts';
import { median, medianRatio } from './lib/numbers.ts';
import { cpuSeconds } from './lib/process-stats.ts';
import { writePart } from './lib/write-part.ts';

const { values: options } = parseArgs({ options: { write: { type: 'boolean', default: false } } });

const MEGABYTES = 300;
const ROUNDS = 12;
const SMALL_SEEKS = 60;
const SMALL_BYTES = 250_000;
/** The checks run after the answer. */
const SETTLE_MS = 150;
/** What a player needs for a picture; then it lets go, or reads on slowly. */
const PICTURE_BYTES = 100_000;
/** A seek to its picture at its quickest, unthrottled: see the player's table. */
const SEEK_MS = 34;
/** Nobody seeks again before the checks of the seek before have run. */
const PAUSE_MS = 60;
const FIRST_SEEKS = 20;

const [loadBefore = 0] = loadavg();
const seeklab = await startCheckedSeeklab(MEGABYTES);
let seeks = 0;
const target = (start: number, isChecked: boolean) => {
  seeks += 1;
  return `/v/large.flv?start=${start}${isChecked ? `&seek=bench-${seeks}` : ''}`;
};

async function bulk(isChecked: boolean): Promise<number> {
  const { bodyBytes, seconds } = await download(seeklab.reproxyPort, target(60_028, isChecked));
  return bodyBytes / 1e6 / seconds;
}

async function small(isChecked: boolean): Promise<number> {
  const startedMs = performance.now();
  for (let i = 0; i < SMALL_SEEKS; i += 1) {
    const start = seeklab.sizeBytes - SMALL_BYTES - i;
    await download(seeklab.reproxyPort, target(start, isChecked));
  }
  return (performance.now() - startedMs) / SMALL_SEEKS;
}

/** Until the bytes for a picture are there, ms a seek. */
async function first(isChecked: boolean): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < FIRST_SEEKS; i += 1) {
    const place = target(60_028 + i * 1_000_000, isChecked);
    times.push((await download(seeklab.reproxyPort, place, PICTURE_BYTES)).seconds * 1000);
    await setTimeout(PAUSE_MS);
  }
  return median(times);
}

/** Of the program, ms a seek: what others do on the machine hardly matters. */
async function smallCpu(isChecked: boolean): Promise<number> {
  const before = cpuSeconds(seeklab.pid);
  await small(isChecked);
  await setTimeout(SETTLE_MS);
  return ((cpuSeconds(seeklab.pid) - before) * 1000) / SMALL_SEEKS;
}

/** Both ways in turn, every other round backwards; the first round warms up and does not count. */
async function inTurn(measure: (isChecked: boolean) => Promise<number>) {
  const checked: number[] = [];
  const plain: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const isChecked of round % 2 === 0 ? [true, false] : [false, true]) {
      const value = await measure(isChecked);
      if (round > 0) (isChecked ? checked : plain).push(value);
    }
  }
  return { checked: median(checked), plain: median(plain), ratio: medianRatio(checked, plain) };
}

/** How far the bodies of the large seeks were compared. */
async function comparedWhole(): Promise<{ whole: number; checked: number }> {
  const { counts } = await seeklab.rpc.run('log.page', { filter: 'others', from: 0, count: 1 });
  const page = await seeklab.rpc.run('log.page', {
    filter: 'others',
    from: 0,
    count: 2 * ROUNDS + 2,
  });
  let whole = 0;
  let checked = 0;
  for (const { number } of page.rows.slice(0, Math.min(counts.others, page.rows.length))) {
    const { checks } = await seeklab.rpc.run('log.get', { number });
    const exact = checks.find(({ code }) => code === 'body_exact');
    if (!exact) continue;
    checked += 1;
    if (exact.message.includes('to the file’s end')) whole += 1;
  }
  return { whole, checked };
}

try {
  const large = await inTurn(bulk);
  const compared = await comparedWhole();
  const begun = await inTurn(first);
  const few = await inTurn(small);
  const cpu = await inTurn(smallCpu);
  const report = `## The checks

\`npm run bench:checks -- --write\`, on ${cpus().length} cores (${cpus()[0]?.model.trim()}), Linux ${release()}, Node ${process.version}; load ${loadBefore.toFixed(1)} before it began. The same
requests with and without the mark of a seek, in turn, ${ROUNDS} rounds, every other one backwards; medians, and the median of the ratios
within each round.

| | without | watched, compared, judged | ratio |
|---|---:|---:|---:|
| one part of ${MEGABYTES} MB, read and thrown away, MB/s | ${large.plain.toFixed(0)} | ${large.checked.toFixed(0)} | ${large.ratio.toFixed(2)} |
| the first ${PICTURE_BYTES / 1000} kB of a part, which a picture needs, ms | ${begun.plain.toFixed(2)} | ${begun.checked.toFixed(2)} | ${begun.ratio.toFixed(2)} |
| a part of ${SMALL_BYTES / 1000} kB, ms | ${few.plain.toFixed(2)} | ${few.checked.toFixed(2)} | ${few.ratio.toFixed(2)} |
| the program's processor time for it, ms | ${cpu.plain.toFixed(2)} | ${cpu.checked.toFixed(2)} | ${cpu.ratio.toFixed(2)} |

A picture waits ${(begun.checked - begun.plain).toFixed(2)} ms longer for its bytes, which is ${(((begun.checked - begun.plain) / SEEK_MS) * 100).toFixed(1)} % of a seek of ${SEEK_MS} ms, the quickest of the
player's table (goal: under 3 %).
Of ${compared.checked} large bodies ${compared.whole} were compared to the file's last byte; in the others comparing could not keep up and said
so.
`;
  process.stdout.write(report);
  if (options.write) writePart('checks', report);
} finally {
  await seeklab.end();
}
