import { setImmediate, setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseFilter } from '../../app/checks/filter/parse-filter.ts';
import type { Exchange } from '../../app/contract/exchange.ts';
import { type LogFilter, type LogView, logFilter } from '../../app/contract/log.ts';
import { createLog, type Log } from '../../app/core/log/log.ts';
import { percentile } from '../lib/numbers.ts';
import { recordExchange } from './record-exchange.ts';

const PAGE_ROWS = 100;
const PAGES = 2000;

/** What the log takes and how quick it is; bytes and milliseconds. */
export interface LogFigures {
  /** Memory of the process for each exchange, once the log has packed what it packs. */
  bytesEach: number;
  pageMs: Record<LogFilter, { p50: number; p95: number; max: number }>;
  /** A page of 100 rows for each key of a filter that is typed, and of a sorted log; the first one apart. */
  filterMs: { first: number; p50: number; p95: number; max: number };
  sortMs: number;
  statisticsMs: number;
  getMs: { p50: number; p95: number };
  clearMs: number;
  undoMs: number;
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Keeps so many exchanges as a real seek makes them, one in fifty of them a problem. */
export async function measureLog(count: number): Promise<LogFigures> {
  const template = await recordExchange();
  const log = createLog();
  const before = memoryBytes();
  for (let n = 1; n <= count; n++) {
    log.putExchange(variantOf(template, n));
    // As requests come: the log does its packing between them.
    if (n % 500 === 0) await setImmediate();
  }
  await settled();
  const bytesEach = (memoryBytes() - before) / count;

  const counts = log.counts();
  const pageMs = Object.fromEntries(
    logFilter.options.map((filter) => {
      const times = timesOf(PAGES, () => {
        const from = Math.floor(Math.random() * Math.max(1, counts[filter] - PAGE_ROWS));
        log.page(filter, from, PAGE_ROWS);
      });
      return [filter, spread(times)];
    }),
  ) as LogFigures['pageMs'];
  const { rows } = log.page('all', 0, PAGE_ROWS);
  const numbers = rows.map(({ number }) => number);
  const getMs = timesOf(PAGES, (n) => log.get(numbers[n % numbers.length] ?? 1));
  const filtered = await measureViews(log);
  const [clearMs = 0] = timesOf(1, () => log.clear());
  const [undoMs = 0] = timesOf(1, () => log.undoClear());
  log.close();
  return { bytesEach, pageMs, ...filtered, getMs: spread(getMs), clearMs, undoMs };
}

const TYPED = [
  'status>=400 start',
  'is:other -client:curl byte>0.5',
  'start:1,0',
  'sample.flv?start=10',
];

/** As a page asks: for each key once, and again while rows are left to look at. */
async function measureViews(
  log: Log,
): Promise<Pick<LogFigures, 'filterMs' | 'sortMs' | 'statisticsMs'>> {
  const all: LogView = { filter: 'all', text: '', sort: null };
  const timeOf = async (view: LogView) => {
    const sinceMs = performance.now();
    while ((await log.readPage(view, 0, PAGE_ROWS)).unread > 0);
    return performance.now() - sinceMs;
  };
  const first = await timeOf({ ...all, text: 'status:200' });
  await timeOf({ ...all, text: 'text' });
  const times: number[] = [];
  for (const typed of TYPED) {
    for (let length = 1; length <= typed.length; length++) {
      const text = typed.slice(0, length);
      if (parseFilter(text).kind === 'filter') times.push(await timeOf({ ...all, text }));
    }
  }
  const sortMs = await timeOf({ ...all, sort: { by: 'start', isDescending: true } });
  await log.statistics(all);
  const sinceMs = performance.now();
  await log.statistics(all);
  const statisticsMs = performance.now() - sinceMs;
  return { filterMs: { first, ...spread(times) }, sortMs, statisticsMs };
}

/** The log packs at a pace of its own: until its memory shrinks no more. */
async function settled(): Promise<void> {
  for (let last = Number.POSITIVE_INFINITY; ; ) {
    await setTimeout(2000);
    const now = memoryBytes();
    if (now > last * 0.99) return;
    last = now;
  }
}

function memoryBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function variantOf(template: Exchange, n: number): Exchange {
  const isProblem = n % 50 === 0;
  const start = String(1_000_000 + n);
  const changed = (text: string) => text.replaceAll('1029887', start);
  return {
    ...template,
    id: String(n),
    startedAtEpochMs: template.startedAtEpochMs + n * 7,
    target: changed(template.target),
    seekId: null,
    outcome: isProblem ? 'failed' : template.outcome,
    hops: template.hops.map((hop, i) => ({
      ...hop,
      url: changed(hop.url),
      localPort: 20_000 + ((n * 7 + i) % 40_000),
      requestHead: changed(hop.requestHead),
      responseHead: changed(hop.responseHead),
      endMs: (hop.endMs ?? 0) + (n % 97) / 10,
    })),
  };
}

function timesOf(count: number, act: (n: number) => unknown): number[] {
  return Array.from({ length: count }, (_, n) => {
    const sinceMs = performance.now();
    act(n);
    return performance.now() - sinceMs;
  });
}

const spread = (times: readonly number[]) => ({
  p50: percentile(times, 0.5),
  p95: percentile(times, 0.95),
  max: percentile(times, 1),
});
