/**
 * npm run bench:index -- [--quick] [--write]
 * Measures `seeklab index` as a whole process beside `flvmeta --check` and `flvmeta --full-dump`
 * on large files, in turn, and prints a report; `--write` puts it into docs/benchmarks.md. Makes
 * the files in a temporary folder, one at a time, and removes them.
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { projectDir } from '../conformance/project-dir.ts';
import { type FileRecipe, makeFile } from './index/make-file.ts';
import {
  type Contestant,
  contestants,
  type FileResult,
  GOAL_BYTES,
  makeReport,
} from './index/report.ts';
import { missingPrograms, runTimed, type Timed } from './index/run-timed.ts';
import { writePart } from './lib/write-part.ts';

const recipes: readonly FileRecipe[] = [
  { title: '1.6 Mbit/s, no audio', frameBytes: 7000, audioBytes: 0 },
  { title: '1.6 Mbit/s with audio', frameBytes: 7000, audioBytes: 360 },
  { title: 'small tags', frameBytes: 350, audioBytes: 345 },
];

/** The least that node can do to see every tag. */
const BARE_SCRIPT = `
import { fstatSync, openSync, readSync } from 'node:fs';
const file = openSync(process.argv[2], 'r');
const { size } = fstatSync(file);
const bytes = Buffer.alloc(64);
for (let at = 13; at < size; at += 15 + bytes.readUIntBE(1, 3)) readSync(file, bytes, 0, 64, at);
`;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const plan = options.quick ? { rounds: 3, sizeBytes: 2e8 } : { rounds: 5, sizeBytes: GOAL_BYTES };

if (missingPrograms.length > 0) {
  process.stderr.write(
    `There is no ${missingPrograms.join(' and no ')}: apt install flvmeta time\n`,
  );
  process.exitCode = 2;
} else await main();

async function main(): Promise<void> {
  // What is measured is what users start: the built command, by node itself.
  execFileSync(process.execPath, [join(projectDir, 'scripts', 'build.mjs')], { stdio: 'inherit' });
  const dir = await mkdtemp(join(tmpdir(), 'seeklab-bench-'));
  // A signal must not leave gigabytes behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      rmSync(dir, { recursive: true, force: true });
      process.exit(1);
    });
  }
  try {
    const results: FileResult[] = [];
    for (const recipe of recipes) results.push(await measure(dir, recipe));
    const report = makeReport(results, {
      command: `npm run bench:index -- ${process.argv.slice(2).join(' ')}`.replace(/ -- $/, ''),
      machine: `${cpus().length} cores (${cpus()[0]?.model.trim()}), Linux ${release()}, Node ${process.version}`,
      rounds: plan.rounds,
    });
    process.stdout.write(report);
    if (options.write) writePart('index', report);
  } finally {
    await rm(dir, { recursive: true });
  }
}

async function measure(dir: string, recipe: FileRecipe): Promise<FileResult> {
  process.stderr.write(`${recipe.title}\n`);
  const file = join(dir, 'file.flv');
  const made = makeFile(file, plan.sizeBytes, recipe);
  // Into the page cache, for all of them.
  await finished(createReadStream(file).resume());
  const bareScript = join(dir, 'bare.mjs');
  writeFileSync(bareScript, BARE_SCRIPT);
  const commands: Record<Contestant, readonly string[]> = {
    ours: [process.execPath, join(projectDir, 'out', 'cli', 'seeklab.js'), 'index', file],
    check: ['flvmeta', '--check', file],
    fullDump: ['flvmeta', '--full-dump', file],
    bare: [process.execPath, bareScript, file],
    node: [process.execPath, '-e', '0'],
  };
  const rounds: Record<Contestant, Timed[]> = {
    ours: [],
    check: [],
    fullDump: [],
    bare: [],
    node: [],
  };
  // Through small tags nobody hops: blocks are faster.
  const inTurn = contestants.filter((name) => name !== 'bare' || recipe.frameBytes > 5000);
  for (let round = 0; round < plan.rounds; round++) {
    const order = round % 2 === 0 ? inTurn : [...inTurn].reverse();
    for (const name of order) rounds[name].push(await runTimed(dir, commands[name]));
  }
  await rm(file);
  return { recipe, made, rounds };
}
