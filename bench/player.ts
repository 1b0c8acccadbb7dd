/**
 * npm run bench:player -- [--quick] [--soak] [--only console] [--write]
 * Measures seek to first picture of our player on our reproxy beside stock flv.js with Range on a
 * plain server, in turn in one page; then of the real console beside that page. Prints a report;
 * `--write` puts it into docs/benchmarks.md, as two parts.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { cpus, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import type { VideoFacts } from '../app/contract/video.ts';
import type { SeekAccuracy } from '../app/renderer/player/player.ts';
import { projectDir } from '../conformance/project-dir.ts';
import { buildPage } from '../e2e/player-harness/build-page.ts';
import { makeVideo, type VideoRecipe } from '../e2e/player-harness/make-videos.ts';
import { readFacts } from '../e2e/player-harness/read-facts.ts';
import { chromiumSwitches, findBrowser } from '../scripts/lib/find-browser.mjs';
import { writePart } from './lib/write-part.ts';
import { makeConsoleReport } from './player/console/console-report.ts';
import { type ConsolePlan, measureConsole } from './player/console/measure-console.ts';
import type { Measured, Round } from './player/page/contestant.ts';
import { type Comparison, makeReport, type OwnFigures } from './player/report.ts';
import { type BenchServers, startServers } from './player/servers.ts';

const recipe: VideoRecipe = {
  ...{ name: 'ten-minutes.flv', rate: '25', gop: 50, bFrames: 0, hasAudio: true },
  seconds: 600,
};

interface Plan {
  /** Rounds of stock and ours in turn, and seeks in each. */
  rounds: number;
  seeks: number;
  coldStarts: number;
  soakSeeks: number;
  /** Of bare page and console in turn. */
  console: ConsolePlan;
}

const fullPlan: Plan = {
  ...{ rounds: 4, seeks: 25, coldStarts: 30, soakSeeks: 1000 },
  console: { rounds: 4, seeks: 12 },
};
const quickPlan: Plan = {
  ...{ rounds: 2, seeks: 10, coldStarts: 8, soakSeeks: 100 },
  console: { rounds: 2, seeks: 6 },
};

const speeds = [
  { title: 'unthrottled', bytesPerSecond: 0 },
  { title: '8 MB/s', bytesPerSecond: 8_000_000 },
  { title: '1 MB/s', bytesPerSecond: 1_000_000 },
];

/** So far ahead stock flv.js may have read, in three minutes of video. */
const READ_AHEAD_MS = 200_000;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    soak: { type: 'boolean', default: false },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
await main(options.quick ? quickPlan : fullPlan);

async function main(plan: Plan): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'seeklab-bench-'));
  const pageDir = join(dir, 'page');
  const mediaDir = join(dir, 'media');
  await buildPage(join(projectDir, 'bench', 'player', 'page'), pageDir);
  await mkdir(mediaDir);
  await makeVideo(recipe, mediaDir);
  const servers = await startServers({ pageDir, mediaDir, dataDir: join(dir, 'data') });
  try {
    const facts = await readFacts(mediaDir, recipe.name);
    if (options.only !== 'console') tell('player', await reportOnPlayers(servers, facts, plan));
    const sample = await readFacts(join(projectDir, 'assets', 'samples'), 'sample.flv');
    const folders = { mediaDir, dataDir: join(dir, 'console-data') };
    const figures = await measureConsole(servers, [sample, facts], folders, plan.console);
    tell('console', makeConsoleReport(figures, command()));
  } finally {
    await servers.close();
    await rm(dir, { recursive: true });
  }
}

function tell(part: 'player' | 'console', report: string): void {
  process.stdout.write(report);
  if (options.write) writePart(part, report, 'player');
}

function command(): string {
  return `npm run bench:player -- ${process.argv.slice(2).join(' ')}`.replace(/ -- $/, '');
}

async function reportOnPlayers(
  servers: BenchServers,
  facts: VideoFacts,
  plan: Plan,
): Promise<string> {
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...chromiumSwitches(), '--js-flags=--expose-gc'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(servers.plain);
    const comparisons = await compareAll(page, servers, facts, plan);
    const own = await measureOwn(page, servers, facts, plan);
    return makeReport(comparisons, own, {
      command: command(),
      machine: `${cpus().length} cores (${cpus()[0]?.model.trim()}), Linux ${release()}, ${browser.version()}`,
      file: `10 minutes of 640x360 H.264 and AAC at 25 fps, ${(facts.sizeBytes / 1e6).toFixed(0)} MB, a keyframe every 2 s`,
    });
  } finally {
    await browser.close();
  }
}

async function compareAll(
  page: Page,
  servers: BenchServers,
  facts: VideoFacts,
  plan: Plan,
): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const accuracy of ['keyframe', 'exact'] as const) {
    for (const { title, bytesPerSecond } of speeds) {
      const origins = {
        stock: await servers.throttled(servers.plain, bytesPerSecond),
        ours: await servers.throttled(servers.reproxy, bytesPerSecond),
      };
      const name = `${title}, ${accuracy === 'exact' ? 'exact frame' : 'keyframe'}`;
      process.stderr.write(`${name}\n`);
      comparisons.push({ title: name, ...(await compare(page, origins, facts, accuracy, plan)) });
    }
  }
  return comparisons;
}

async function compare(
  page: Page,
  origins: Record<Round['player'], string>,
  facts: VideoFacts,
  accuracy: SeekAccuracy,
  plan: Plan,
): Promise<Record<Round['player'], Measured[]>> {
  const results: Record<Round['player'], Measured[]> = { stock: [], ours: [] };
  for (let round = 0; round < plan.rounds; round++) {
    const timesMs = randomTimes(plan.seeks, round, facts);
    // Every other round backwards: what the first leaves warm is not always the other's gain.
    const order = round % 2 === 0 ? (['stock', 'ours'] as const) : (['ours', 'stock'] as const);
    for (const player of order) {
      const asked = { player, origin: origins[player], facts, accuracy, timesMs };
      results[player].push(...(await page.evaluate((each) => window.bench.measure(each), asked)));
    }
  }
  return results;
}

async function measureOwn(
  page: Page,
  servers: BenchServers,
  facts: VideoFacts,
  plan: Plan,
): Promise<OwnFigures> {
  const round = { player: 'ours', origin: servers.reproxy, facts, accuracy: 'keyframe' } as const;
  const coldStartsMs: number[] = [];
  for (const timeMs of randomTimes(plan.coldStarts, 99, facts)) {
    const openedMs = await page.evaluate(
      ([each, at]) => window.bench.coldStart(each, { kind: 'time', timeMs: at }),
      [round, timeMs] as const,
    );
    coldStartsMs.push(openedMs ?? Number.POSITIVE_INFINITY);
  }
  return {
    coldStartsMs,
    keyframesPerSecond: await page.evaluate(
      (each) => window.bench.stepKeyframes(each, 5000),
      round,
    ),
    soak: options.soak ? await soak(page, round, facts, plan.soakSeeks) : null,
  };
}

async function soak(
  page: Page,
  round: Omit<Round, 'timesMs'>,
  facts: VideoFacts,
  count: number,
): Promise<OwnFigures['soak']> {
  const seeks: Measured[] = [];
  const heapMegabytes: number[] = [];
  const session = await page.context().newCDPSession(page);
  for (let tenth = 0; tenth < 10; tenth++) {
    const timesMs = randomTimes(count / 10, 1000 + tenth, facts);
    seeks.push(
      ...(await page.evaluate((each) => window.bench.measure(each), { ...round, timesMs })),
    );
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    heapMegabytes.push(usedSize / 1e6);
  }
  return { seeks, heapMegabytes };
}

/**
 * The same times in every run, each where no player has read ahead from the one before, so that all
 * are asked of a server; and not in the first seconds, which stock flv.js cannot seek to.
 */
function randomTimes(count: number, seed: number, { durationMs }: VideoFacts): number[] {
  let state = seed;
  const times = [0];
  while (times.length <= count) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const timeMs = 6000 + Math.floor((state / 2 ** 32) * ((durationMs ?? 0) - 12_000));
    const aheadMs = timeMs - (times.at(-1) ?? 0);
    if (aheadMs < 0 || aheadMs > READ_AHEAD_MS) times.push(timeMs);
  }
  return times.slice(1);
}
