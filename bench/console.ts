/**
 * npm run bench:console -- [--quick] [--only start|drag] [--write]
 * Measures the console's page: its start, and dragging over long files.
 * `--write` puts the report into docs/benchmarks.md.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { cpus, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeLongFile } from './console/make-long-file.ts';
import { measureDrag, measureStarts } from './console/measure-page.ts';
import { type ConsoleResults, type Drag, makeConsoleReport } from './console/report.ts';
import { writePart } from './lib/write-part.ts';
import { bundleProbe } from './player/console/bundle-probe.ts';
import { fillLog, startConsoleServer } from './player/console/console-server.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});

const plan = options.quick ? { starts: 3, dragMs: 4_000 } : { starts: 9, dragMs: 10_000 };

const LOG_ROWS = 2_000;
const SAMPLE_TAIL_START = 1_460_000;

const files = [
  {
    ...{ name: 'keyframes.flv', title: '10,000 keyframes' },
    ...{ keyframes: 10_000, tagsOfEach: 2, stepMs: 80, holeBytes: 0 },
  },
  {
    ...{ name: 'sparse.flv', title: 'a sparse file of 2 GB, 8 Mbit/s' },
    ...{ keyframes: 1_000, tagsOfEach: 50, stepMs: 2_000, holeBytes: 2_000_000 },
  },
];

const dir = await mkdtemp(join(tmpdir(), 'seeklab-bench-'));
try {
  const report = makeConsoleReport({
    command: `npm run bench:console -- ${process.argv.slice(2).join(' ')}`.replace(/ -- $/, ''),
    machine: `${cpus().length} cores (${cpus()[0]?.model.trim()}), Linux ${release()}`,
    ...(await measureAll()),
  });
  process.stdout.write(report);
  if (options.write) writePart('console-page', report, 'console');
} finally {
  await rm(dir, { recursive: true });
}

function isWanted(part: string): boolean {
  return options.only === undefined || options.only === part;
}

async function measureAll(): Promise<Omit<ConsoleResults, 'command' | 'machine'>> {
  const probe = await bundleProbe('bench/console/probe.ts');
  const results: Omit<ConsoleResults, 'command' | 'machine'> = {};
  if (isWanted('start')) results.starts = await measureFreshStarts(probe);
  if (isWanted('drag')) results.drags = await measureDrags(probe);
  return results;
}

/** As it is for a newcomer: the sample alone, which is opened without being asked for. */
async function measureFreshStarts(probe: string) {
  process.stderr.write('start\n');
  const mediaDir = join(dir, 'empty');
  await mkdir(mediaDir);
  const server = await startConsoleServer({ mediaDir, dataDir: join(dir, 'fresh') });
  try {
    return await measureStarts({ server, probe }, plan.starts);
  } finally {
    await server.close();
  }
}

async function measureDrags(probe: string): Promise<Drag[]> {
  const mediaDir = join(dir, 'media');
  await mkdir(mediaDir);
  for (const file of files) makeLongFile(mediaDir, file);
  const server = await startConsoleServer({ mediaDir, dataDir: join(dir, 'data') });
  try {
    await fillLog(server.reproxyUrl, LOG_ROWS, SAMPLE_TAIL_START);
    const drags: Drag[] = [];
    for (const { name, title } of files) {
      process.stderr.write(`dragging, ${title}\n`);
      drags.push({ title, figures: await measureDrag({ server, probe }, name, plan.dragMs) });
    }
    return drags;
  } finally {
    await server.close();
  }
}
