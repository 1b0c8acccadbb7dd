import { setTimeout as delay } from 'node:timers/promises';
import type { VideoFacts } from '../../../app/contract/video.ts';
import type { Measured, Round } from '../page/contestant.ts';
import { type BenchServers, openLine } from '../servers.ts';
import { bundleProbe } from './bundle-probe.ts';
import { type ConsoleServer, fillLog, startConsoleServer } from './console-server.ts';
import { type Key, launchPlainBrowser, type PlainPage } from './plain-browser.ts';

export interface ConsolePlan {
  /** Rounds of bare page and console in turn, and seeks in each. */
  rounds: number;
  seeks: number;
}

/** One file at one speed: ms from asking to the picture, infinite where none came. */
export interface ConsoleRow {
  title: string;
  barePage: number[];
  console: number[];
}

export interface ConsoleFigures {
  rows: ConsoleRow[];
  /** In the console, the keyframe key held down. */
  keyframesPerSecond: number;
}

/** As many as the log showed when a seek in the window was first measured. */
export const LOG_ROWS = 2_000;
const TAIL_BYTES = 4_096;
const LIMIT_MS = 5_000;
/** A person needs at least as long from one seek to the next. */
const PAUSE_MS = 250;
const KEY_REPEAT_MS = 33;
const HOLD_MS = 5_000;

const ENTER: Key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };
const ALT = 1;
const NEXT_KEYFRAME: Key = {
  key: 'ArrowRight',
  code: 'ArrowRight',
  windowsVirtualKeyCode: 39,
  modifiers: ALT,
};

const speeds = [
  { title: 'unthrottled', bytesPerSecond: 0 },
  { title: '8 MB/s', bytesPerSecond: 8_000_000 },
];

/**
 * The same seeks in the bare page and in the real console, whose log is full and whose inspector is
 * open, in a browser that nobody watches.
 * @param files the one with most keyframes is stepped through with the key held down
 */
export async function measureConsole(
  servers: BenchServers,
  files: readonly VideoFacts[],
  options: { mediaDir: string; dataDir: string },
  plan: ConsolePlan,
): Promise<ConsoleFigures> {
  const server = await startConsoleServer(options);
  try {
    const sample = files.find(({ name }) => name === 'sample.flv');
    if (!sample) throw new Error('sample.flv is among the files');
    await fillLog(server.reproxyUrl, LOG_ROWS, sample.sizeBytes - TAIL_BYTES);
    const probe = await bundleProbe('bench/player/page/console-probe.ts');
    const rows: ConsoleRow[] = [];
    for (const speed of speeds) {
      for (const facts of files) {
        process.stderr.write(`console, ${facts.name}, ${speed.title}\n`);
        rows.push(await measureRow({ servers, server, probe }, facts, speed, plan));
      }
    }
    // A file that ends before the key is let go would bound what is counted.
    const longest = files.toSorted((a, b) => keyframesOf(b) - keyframesOf(a))[0] ?? sample;
    return { rows, keyframesPerSecond: await holdKey(server, probe, longest) };
  } finally {
    await server.close();
  }
}

interface Systems {
  servers: BenchServers;
  server: ConsoleServer;
  probe: string;
}

async function measureRow(
  { servers, server, probe }: Systems,
  facts: VideoFacts,
  { title, bytesPerSecond }: (typeof speeds)[number],
  plan: ConsolePlan,
): Promise<ConsoleRow> {
  const row: ConsoleRow = { title: `${facts.name}, ${title}`, barePage: [], console: [] };
  const origin = await servers.throttled(servers.reproxy, bytesPerSecond);
  const line =
    bytesPerSecond > 0 ? await openLine(new URL(server.reproxyUrl), bytesPerSecond) : null;
  const browser = await launchPlainBrowser(
    line ? { from: portOf(server.reproxyUrl), to: portOf(line.origin) } : undefined,
  );
  try {
    for (let round = 0; round < plan.rounds; round += 1) {
      const keyframes = placesToAsk(facts, plan.seeks, round);
      const inBarePage = async () => {
        const page = await browser.open(servers.plain);
        row.barePage.push(...(await seekInBarePage(page, origin, facts, keyframes)));
        await page.close();
      };
      const inConsole = async () => {
        const page = await browser.open(`${server.url}#video=${facts.name}`, probe);
        row.console.push(...(await seekInConsole(page, facts, keyframes)));
        await page.close();
      };
      // Every other round backwards: what the first leaves warm is not always the other's gain.
      const order = round % 2 === 0 ? [inBarePage, inConsole] : [inConsole, inBarePage];
      for (const measure of order) await measure();
    }
  } finally {
    await browser.close();
    line?.close();
  }
  return row;
}

async function seekInBarePage(
  page: PlainPage,
  origin: string,
  facts: VideoFacts,
  keyframes: readonly number[],
): Promise<number[]> {
  await untilDefined(page, 'bench');
  const timesMs = keyframes.map((keyframe) => timeOf(keyframe, facts));
  const round: Round = {
    ...{ player: 'ours', origin, facts, accuracy: 'keyframe' },
    timesMs,
    pauseMs: PAUSE_MS,
  };
  const asked = JSON.stringify(round);
  const measured = await page.evaluate<Measured[]>(`window.bench.measure(${asked})`);
  return measured.map(({ pictureMs, isRight }) =>
    pictureMs === null || !isRight ? Number.POSITIVE_INFINITY : pictureMs,
  );
}

async function seekInConsole(
  page: PlainPage,
  facts: VideoFacts,
  keyframes: readonly number[],
): Promise<number[]> {
  await untilDefined(page, 'probe');
  await page.evaluate('window.probe.untilReady()');
  const times: number[] = [];
  for (const keyframe of keyframes) {
    await delay(PAUSE_MS);
    await page.evaluate('window.probe.chooseGoTo()');
    await page.type(`#${keyframe}`);
    await page.evaluate('window.probe.untilIdle()');
    const frame = frameOf(keyframe, facts);
    // Answered before the key is pressed: keys take another way into the page, and overtake.
    await page.evaluate(`window.probe.waitForPicture(${frame}, ${LIMIT_MS})`);
    await page.press(ENTER);
    const tookMs = await page.evaluate<number | null>('window.probe.untilPicture()');
    times.push(tookMs ?? Number.POSITIVE_INFINITY);
  }
  return times;
}

async function holdKey(server: ConsoleServer, probe: string, facts: VideoFacts): Promise<number> {
  const browser = await launchPlainBrowser();
  try {
    const page = await browser.open(`${server.url}#video=${facts.name}`, probe);
    await untilDefined(page, 'probe');
    await page.evaluate('window.probe.untilReady()');
    await page.evaluate('window.probe.leaveGoTo()');
    const pictures = page.evaluate<number>(`window.probe.countPictures(${HOLD_MS})`);
    const end = performance.now() + HOLD_MS;
    for (let isRepeat = false; performance.now() < end; isRepeat = true) {
      await page.press(NEXT_KEYFRAME, isRepeat);
      await delay(KEY_REPEAT_MS);
    }
    return ((await pictures) * 1000) / HOLD_MS;
  } finally {
    await browser.close();
  }
}

/** A page that has only just been sent for does not have its script yet. */
async function untilDefined(page: PlainPage, name: 'bench' | 'probe'): Promise<void> {
  while (!(await page.evaluate<boolean>(`typeof window.${name} === 'object'`))) await delay(20);
}

/**
 * Keyframes from the end of the file backwards: each lies before the one asked for last, so that no
 * buffer holds it and all are asked of the server.
 */
function placesToAsk(facts: VideoFacts, count: number, round: number): number[] {
  const last = facts.index.timesMs.length - 1;
  const step = Math.max(1, Math.floor((last - 1) / (count + 1)));
  const from = last - (round % step);
  return Array.from({ length: count }, (_, i) => from - i * step).filter((place) => place > 0);
}

const keyframesOf = ({ index }: VideoFacts) => index.offsets.length;

function timeOf(keyframe: number, { index, baseTimestampMs }: VideoFacts): number {
  return (index.timesMs[keyframe] ?? 0) - baseTimestampMs;
}

function frameOf(keyframe: number, { index, frameTimesMs }: VideoFacts): number {
  return frameTimesMs.indexOf(index.timesMs[keyframe] ?? -1);
}

const portOf = (origin: string) => Number(new URL(origin).port);
