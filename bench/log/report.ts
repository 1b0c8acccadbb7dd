import { logFilter } from '../../app/contract/log.ts';
import type { ConsoleFigures } from './measure-console.ts';
import type { LogFigures } from './measure-log.ts';
import type { ReproxyFigures } from './measure-reproxy.ts';

/** All that was measured. */
export interface LogResults {
  machine: string;
  exchanges: number;
  kept: LogFigures;
  reproxy: ReproxyFigures;
  page: ConsoleFigures;
}

const ms = (value: number) => `${value.toFixed(2)} ms`;

/** The report as Markdown. */
export function makeLogReport({ machine, exchanges, kept, reproxy, page }: LogResults): string {
  const rows = logFilter.options.map((filter) => {
    const { p50, p95, max } = kept.pageMs[filter];
    return `| ${filter} | ${ms(p50)} | ${ms(p95)} | ${ms(max)} |`;
  });
  return `## The log

\`npm run bench:log\` on ${machine}. ${exchanges.toLocaleString('en-US')} exchanges of three hops with a browser's heads are kept.

| 100 rows at any place | p50 | p95 | max |
| --- | --- | --- | --- |
${rows.join('\n')}

- ${Math.round(kept.bytesEach).toLocaleString('en-US')} bytes an exchange; one row with all its heads: p50 ${ms(kept.getMs.p50)}, p95 ${ms(kept.getMs.p95)}; clearing ${ms(kept.clearMs)}, having it back ${ms(kept.undoMs)}.
- Filtered as it is typed, 100 rows for each key: p50 ${ms(kept.filterMs.p50)}, p95 ${ms(kept.filterMs.p95)}, max ${ms(kept.filterMs.max)}; the first filter of a log, which reads all rows, ${ms(kept.filterMs.first)}. Sorted by a column: ${ms(kept.sortMs)}; statistics of all rows: ${ms(kept.statisticsMs)}.
- The reproxy's first byte, one client: p50 ${ms(reproxy.alone.p50)}, p99 ${ms(reproxy.alone.p99)}; while two pages read the log without a pause (${Math.round(reproxy.pagesPerSecond)} pages of 100 rows a second): p50 ${ms(reproxy.whilePagesAsk.p50)}, p99 ${ms(reproxy.whilePagesAsk.p99)}.
- The console with the full log: rows on screen ${Math.round(page.rowsAfterMs)} ms after navigation, ${(page.heapBytes / 1e6).toFixed(1)} MB of heap.
`;
}
