import { median, percentile } from '../lib/numbers.ts';
import type { Measured } from './page/contestant.ts';

/** All seeks of both players under one condition. */
export interface Comparison {
  title: string;
  ours: Measured[];
  stock: Measured[];
}

/** What is measured of our player alone. */
export interface OwnFigures {
  coldStartsMs: number[];
  keyframesPerSecond: number;
  soak: { seeks: Measured[]; heapMegabytes: number[] } | null;
}

/** The part of docs/benchmarks.md about the player, as Markdown. */
export function makeReport(
  comparisons: readonly Comparison[],
  own: OwnFigures,
  about: { command: string; machine: string; file: string },
): string {
  return [
    '## The player beside stock flv.js',
    '',
    `\`${about.command}\`, ${new Date().toISOString().slice(0, 10)}, on ${about.machine}.`,
    `Chromium, a paused player, ${about.file}. Ours asks Seeklab's own reproxy, application and storage;`,
    'stock flv.js 1.6.2 asks a plain server with Range. The same seeks, in turn, in one page, each to a place that',
    'no buffer holds; from the call to the picture on screen (`requestVideoFrameCallback`), p50 / p95 in ms.',
    'Right: the frame number read from the pixels is the one that was asked for.',
    '',
    '| | seeks | stock, ms | ours, ms | ours / stock | right, stock | right, ours |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...comparisons.map(comparisonRow),
    '',
    ...ownLines(own),
    '',
  ].join('\n');
}

function comparisonRow({ title, ours, stock }: Comparison): string {
  const [a, b] = [timesOf(stock), timesOf(ours)];
  const ratios = [0.5, 0.95].map((share) => percentile(b, share) / percentile(a, share));
  const cells = [
    title,
    `${ours.length}`,
    both(a),
    both(b),
    ratios.map((ratio) => (ratio === 0 ? '-' : ratio.toFixed(2))).join(' / '),
    rightOf(stock),
    rightOf(ours),
  ];
  return `| ${cells.join(' | ')} |`;
}

function ownLines({ coldStartsMs, keyframesPerSecond, soak }: OwnFigures): string[] {
  const lines = [
    `- Cold start at a place, a fresh player each time: p50 ${median(coldStartsMs).toFixed(0)} ms, p95 ${percentile(coldStartsMs, 0.95).toFixed(0)} ms (${coldStartsMs.length} starts).`,
    `- Keyframe key held down: ${keyframesPerSecond.toFixed(0)} pictures a second.`,
  ];
  if (soak) {
    const reseeks = soak.seeks.filter(({ isReseek }) => isReseek).length;
    const heap = soak.heapMegabytes.map((size) => size.toFixed(1)).join(', ');
    lines.push(
      `- ${soak.seeks.length} seeks in a row: ${rightOf(soak.seeks)} right, ${reseeks} watchdog re-seeks; JavaScript heap after every tenth of them, MB: ${heap}.`,
    );
  }
  return lines;
}

const timesOf = (measured: readonly Measured[]) =>
  measured.map(({ pictureMs }) => pictureMs ?? Number.POSITIVE_INFINITY);
const both = (times: readonly number[]) =>
  [0.5, 0.95].map((share) => timeText(percentile(times, share))).join(' / ');
const timeText = (ms: number) => (Number.isFinite(ms) ? ms.toFixed(0) : 'never');
const rightOf = (measured: readonly Measured[]) =>
  `${measured.filter(({ isRight }) => isRight).length} of ${measured.length}`;
