import { median } from '../lib/numbers.ts';
import type { Start } from './measure-page.ts';
import type { WorkFigures } from './probe.ts';

export interface Drag {
  title: string;
  figures: WorkFigures;
}

/** What was measured; parts that were not asked for are absent. */
export interface ConsoleResults {
  command: string;
  machine: string;
  starts?: readonly Start[];
  drags?: Drag[];
}

const GOAL = { scriptBytes: 500e3, longTaskMs: 50 };

/** The report as Markdown. */
export function makeConsoleReport(results: ConsoleResults): string {
  const { command, machine, starts, drags } = results;
  const lines = [...(starts ? startLines(starts) : []), ...(drags ?? []).map(dragLine)];
  return `## The console

\`${command}\` on ${machine}, ${new Date().toISOString().slice(0, 10)}.
The product's own page at 1600 x 1000, each figure in a Chromium of its own that no tool watches while it is taken.

${lines.join('\n')}

| goal | measured | |
|---|---:|---|
${goals(results).join('\n')}
`;
}

function startLines(starts: readonly Start[]): string[] {
  const pictures = starts.map(({ pictureMs }) => pictureMs);
  const tasks = starts.map(({ longTasks }) => longTasks.map(({ tookMs }) => tookMs));
  const inAll = tasks.map((each) => each.reduce((sum, one) => sum + one, 0));
  const later = Math.max(...starts.map((start) => start.laterScriptBytes));
  return [
    `- Start, ${starts.length} times: the first picture ${ms(median(pictures))} after navigation (${Math.min(...pictures).toFixed(0)} to ${ms(Math.max(...pictures))}), with ${kilo(scriptBytesOf(starts))} of JavaScript decoded by then, ${kilo(later)} in the end;`,
    `  ${median(tasks.map((each) => each.length))} tasks over 50 ms, ${ms(median(inAll))} in all, the longest ${ms(Math.max(0, ...tasks.flat()))}.`,
  ];
}

function dragLine({ title, figures: { frames, pictures, forMs, longTasks } }: Drag): string {
  const rate = (number: number) => ((number * 1000) / forMs).toFixed(0);
  const tasks = `${longTasks.length} tasks over 50 ms, the longest ${ms(longestOf(longTasks))}`;
  return `- Dragging over ${title}: ${rate(frames)} frames a second, ${rate(pictures)} pictures a second; ${tasks}.`;
}

function goals({ starts, drags }: ConsoleResults): string[] {
  const lines: string[] = [];
  const add = (what: string, measured: string, isReached: boolean) =>
    lines.push(`| ${what} | ${measured} | ${isReached ? 'reached' : '**not reached**'} |`);
  if (starts) {
    const bytes = scriptBytesOf(starts);
    const isReached = bytes < GOAL.scriptBytes;
    add('JavaScript before the first picture: below 500 kB', kilo(bytes), isReached);
  }
  if (drags) {
    const longest = longestOf(drags.flatMap(({ figures }) => figures.longTasks));
    add('while dragging: no task over 50 ms', ms(longest), longest <= GOAL.longTaskMs);
  }
  return lines;
}

const scriptBytesOf = (starts: readonly Start[]) =>
  Math.max(...starts.map(({ scriptBytes }) => scriptBytes));
const longestOf = (tasks: WorkFigures['longTasks']) =>
  Math.max(0, ...tasks.map(({ tookMs }) => tookMs));
const ms = (value: number) => `${value.toFixed(0)} ms`;
const kilo = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
