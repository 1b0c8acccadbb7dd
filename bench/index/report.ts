import { median, medianRatio } from '../lib/numbers.ts';
import type { FileRecipe, MadeFile } from './make-file.ts';
import type { Timed } from './run-timed.ts';

export const contestants = ['ours', 'check', 'fullDump', 'bare', 'node'] as const;
export type Contestant = (typeof contestants)[number];

/** All rounds over one file. */
export interface FileResult {
  recipe: FileRecipe;
  made: MadeFile;
  rounds: Record<Contestant, Timed[]>;
}

interface Goal {
  text: string;
  measured: string;
  isReached: boolean;
}

const MEGABYTE = 1e6;
/** The goals are for files of this size. */
export const GOAL_BYTES = 2e9;
const FULL_DUMP_RATIO = 4;
const CHECK_RATIO = 1.5;
const MEMORY_MEGABYTES = 100;

/** The part of docs/benchmarks.md about the keyframe index, as Markdown. */
export function makeReport(
  results: readonly FileResult[],
  about: { command: string; machine: string; rounds: number },
): string {
  return [
    '## The keyframe index beside flvmeta',
    '',
    `\`${about.command}\`, ${new Date().toISOString().slice(0, 10)}, on ${about.machine}.`,
    `Whole processes, output thrown away, the file in the page cache; in turn in ${about.rounds} rounds, every other round`,
    'backwards. Medians of ms from start to end (of CPU ms, all threads); times as fast: median of the ratios within each',
    'round. What bounds it: `node -e 0` is what starting node costs; "bare" is node with ten lines that read 64 bytes of',
    'each tag and look only at its size: no finding, no keyframe, no report.',
    '',
    '| | `seeklab index` | `flvmeta --check` | `flvmeta --full-dump` | bare | `node -e 0` | as fast as check | as full dump | peak, MB |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...results.map(fileRow),
    '',
    ...goalTable(results.filter(({ made }) => made.sizeBytes >= GOAL_BYTES)),
  ].join('\n');
}

function goalTable(results: readonly FileResult[]): string[] {
  if (results.length === 0) return [];
  return ['| goal | measured | |', '|---|---:|---|', ...results.flatMap(goalsOf).map(goalRow), ''];
}

function fileRow(result: FileResult): string {
  const { rounds } = result;
  const cells = [
    titleOf(result),
    ...contestants.map((name) => timesOf(rounds[name])),
    `${timesAsFast(result, 'check').toFixed(2)}`,
    `${timesAsFast(result, 'fullDump').toFixed(2)}`,
    peakMegabytes(result).toFixed(0),
  ];
  return `| ${cells.join(' | ')} |`;
}

function goalsOf(result: FileResult): Goal[] {
  const { title } = result.recipe;
  const atLeast = (text: string, value: number, wanted: number): Goal => ({
    text: `${title}: at least ${wanted} times as fast as ${text}`,
    measured: value.toFixed(2),
    isReached: value >= wanted,
  });
  const peak = peakMegabytes(result);
  return [
    atLeast('`--full-dump`', timesAsFast(result, 'fullDump'), FULL_DUMP_RATIO),
    atLeast('`--check`', timesAsFast(result, 'check'), CHECK_RATIO),
    {
      text: `${title}: below ${MEMORY_MEGABYTES} MB`,
      measured: `${peak.toFixed(0)} MB`,
      isReached: peak < MEMORY_MEGABYTES,
    },
  ];
}

const goalRow = ({ text, measured, isReached }: Goal) =>
  `| ${text} | ${measured} | ${isReached ? 'reached' : '**not reached**'} |`;

function titleOf({ recipe, made }: FileResult): string {
  const gigabytes = (made.sizeBytes / 1e9).toFixed(1);
  const tagBytes = (made.sizeBytes / made.tagCount / 1000).toFixed(2);
  return `${recipe.title}: ${gigabytes} GB, ${made.tagCount} tags of ${tagBytes} kB`;
}

const timesAsFast = ({ rounds }: FileResult, other: Contestant) =>
  medianRatio(
    rounds[other].map(({ wallMs }) => wallMs),
    rounds.ours.map(({ wallMs }) => wallMs),
  );

const timesOf = (runs: readonly Timed[]) =>
  runs.length === 0 ? '-' : `${ms(runs, 'wallMs')} (${ms(runs, 'cpuMs')})`;

const ms = (runs: readonly Timed[], figure: 'wallMs' | 'cpuMs') =>
  median(runs.map((run) => run[figure])).toFixed(0);

const peakMegabytes = ({ rounds }: FileResult) =>
  Math.max(...rounds.ours.map(({ peakBytes }) => peakBytes)) / MEGABYTE;
