import { median, medianRatio } from '../lib/numbers.ts';
import type { Measurements, Results } from './results.ts';
import type { TargetName } from './targets.ts';

/** One thing that the reproxy has to reach, and what it did in this run. */
export interface Goal {
  text: string;
  measured: string;
  isReached: boolean;
}

const OURS: TargetName = 'Seeklab, recording';
const PLAIN: TargetName = 'Seeklab, plain';
const PERLBAL: TargetName = 'Perlbal patched';
const NGINX: TargetName = 'nginx X-Accel-Redirect';

const MEGABYTE = 1e6;

/** All with exchange recording on, ratios as medians over rounds. */
export function judgeGoals(results: Results): Goal[] {
  const ratio = <Name extends keyof Measurements>(
    name: Name,
    figure: keyof Measurements[Name],
    ours: TargetName,
    other: TargetName,
  ) => medianRatio(results.figures(name, ours, figure), results.figures(name, other, figure));

  const atLeast = (text: string, value: number, wanted: number): Goal => ({
    text: `${text}: at least ${wanted} times`,
    measured: value.toFixed(2),
    isReached: value >= wanted,
  });
  const atMost = (text: string, value: number, wanted: number): Goal => ({
    text: `${text}: at most ${wanted} times`,
    measured: value.toFixed(2),
    isReached: value <= wanted,
  });
  const below = (text: string, value: number, wanted: number, unit: string): Goal => ({
    text: `${text}: below ${wanted} ${unit}`,
    measured: `${value.toFixed(1)} ${unit}`,
    isReached: value < wanted,
  });
  const megabytes = (name: 'slow200' | 'slow1000', figure: 'growthBytes' | 'peakBytes') =>
    median(results.figures(name, OURS, figure)) / MEGABYTE;
  const starved = (name: 'slow200' | 'slow1000') =>
    Math.max(...results.figures(name, OURS, 'starved'));
  /** Share of the throughput that recording takes away, per cent. */
  const cost = <Name extends keyof Measurements>(name: Name, figure: keyof Measurements[Name]) =>
    (1 - ratio(name, figure, OURS, PLAIN)) * 100;

  const perGigabyte = 'cpuSecondsPerGigabyte';
  return [
    atLeast('bulk MB/s, of Perlbal', ratio('bulk', 'megabytesPerSecond', OURS, PERLBAL), 1.5),
    atLeast('bulk MB/s, of nginx', ratio('bulk', 'megabytesPerSecond', OURS, NGINX), 2),
    atMost('bulk CPU per GB, of Perlbal', ratio('bulk', perGigabyte, OURS, PERLBAL), 0.6),
    atLeast('32 at once MB/s, of Perlbal', ratio('many', 'megabytesPerSecond', OURS, PERLBAL), 1.5),
    atLeast('small seeks/s, of Perlbal', ratio('small', 'requestsPerSecond', OURS, PERLBAL), 5),
    atLeast('small seeks/s, of nginx', ratio('small', 'requestsPerSecond', OURS, NGINX), 2),
    below('recording costs in bulk', cost('bulk', 'megabytesPerSecond'), 10, '%'),
    below('recording costs in 32 at once', cost('many', 'megabytesPerSecond'), 10, '%'),
    below('recording costs in small seeks', cost('small', 'requestsPerSecond'), 10, '%'),
    atMost('first byte p50, of Perlbal', ratio('firstByte', 'p50Microseconds', OURS, PERLBAL), 0.5),
    atMost('first byte p99, of Perlbal', ratio('firstByte', 'p99Microseconds', OURS, PERLBAL), 0.5),
    below('200 slow clients, RSS growth', megabytes('slow200', 'growthBytes'), 40, 'MB'),
    below('200 slow clients, starved', starved('slow200'), 1, 'clients'),
    below('1,000 slow clients, RSS in all', megabytes('slow1000', 'peakBytes'), 200, 'MB'),
    below('1,000 slow clients, starved', starved('slow1000'), 1, 'clients'),
  ];
}
