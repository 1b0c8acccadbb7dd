import { median, percentile } from '../../lib/numbers.ts';
import { type ConsoleFigures, type ConsoleRow, LOG_ROWS } from './measure-console.ts';

/** What a seek may take more than the same seek at 8 MB/s, and than in the bare page. */
const UNTHROTTLED_LIMIT = 1.2;
const CONSOLE_LIMIT = 1.3;
const PICTURES_PER_SECOND = 10;

/** The part of the player's report about the real console, as Markdown. */
export function makeConsoleReport(
  { rows, keyframesPerSecond }: ConsoleFigures,
  command: string,
): string {
  return [
    '## The player in the real console',
    '',
    `\`${command}\`, ${new Date().toISOString().slice(0, 10)}.`,
    `The product's own page at 1600 x 1000, with ${LOG_ROWS.toLocaleString('en')} rows in its log, the inspector open, beside the bare page with the same`,
    'player, in turn; in a browser without DevTools’ network domain, which Playwright switches on. In the bare page from the call, in the console from the',
    'Enter in the go-to box, to the picture on screen. p50 / p95 in ms; never: the frame that was asked for was not there after 5 s.',
    '',
    '| | seeks | bare page, ms | console, ms | console / bare page |',
    '|---|---:|---:|---:|---:|',
    ...rows.map(tableRow),
    '',
    '| goal | measured | |',
    '|---|---:|---|',
    ...goals(rows, keyframesPerSecond),
    '',
  ].join('\n');
}

function tableRow({ title, barePage, console }: ConsoleRow): string {
  const ratio = (median(console) / median(barePage)).toFixed(2);
  return `| ${title} | ${console.length} | ${both(barePage)} | ${both(console)} | ${ratio} |`;
}

function goals(rows: readonly ConsoleRow[], keyframesPerSecond: number): string[] {
  const lines = rows.map((row) =>
    atMost(`${row.title}: console`, CONSOLE_LIMIT, 'the bare page', {
      value: median(row.console),
      of: median(row.barePage),
    }),
  );
  for (const row of rows) {
    const slow = rows.find(({ title }) => title === row.title.replace('unthrottled', '8 MB/s'));
    if (!slow || slow === row) continue;
    lines.push(
      atMost(`${row.title}: console`, UNTHROTTLED_LIMIT, '8 MB/s', {
        value: median(row.console),
        of: median(slow.console),
      }),
    );
  }
  const isFast = keyframesPerSecond >= PICTURES_PER_SECOND;
  lines.push(
    `| keyframe key held down: at least ${PICTURES_PER_SECOND} pictures a second | ${keyframesPerSecond.toFixed(1)} | ${verdict(isFast)} |`,
  );
  return lines;
}

function atMost(
  what: string,
  limit: number,
  other: string,
  { value, of }: { value: number; of: number },
): string {
  const ratio = value / of;
  return `| ${what} at most ${limit} times ${other} | ${ratio.toFixed(2)} | ${verdict(ratio <= limit)} |`;
}

const verdict = (isReached: boolean) => (isReached ? 'reached' : '**not reached**');
const both = (times: readonly number[]) =>
  [0.5, 0.95].map((share) => timeText(percentile(times, share))).join(' / ');
const timeText = (ms: number) => (Number.isFinite(ms) ? ms.toFixed(0) : 'never');
