import type { SweepTimes } from '../../contract/sweep-run.ts';

const PERCENTS = [50, 90, 95, 99, 100] as const;
const BINS = 48;
/** A logarithm has no zero. */
const FLOOR_MS = 0.01;

/** How long it took: percentiles (nearest rank), and a histogram in which a few that took long do not flatten the rest. */
export function timesOf(measured: Float64Array): SweepTimes {
  const sorted = measured.filter((ms) => !Number.isNaN(ms)).sort();
  const count = sorted.length;
  if (count === 0) return { count, percentiles: [], bins: [] };
  const at = (percent: number) => sorted[Math.max(0, Math.ceil((percent / 100) * count) - 1)] ?? 0;
  const first = Math.max(at(0), FLOOR_MS) / 1.05;
  const width = Math.log((Math.max(at(100), FLOOR_MS) * 1.05) / first);
  const bins = Array.from({ length: BINS }, (_, i) => ({
    fromMs: first * Math.exp((i / BINS) * width),
    count: 0,
  }));
  for (const ms of sorted) {
    const i = Math.floor((Math.log(Math.max(ms, FLOOR_MS) / first) / width) * BINS);
    const bin = bins[Math.min(Math.max(i, 0), BINS - 1)];
    if (bin) bin.count += 1;
  }
  return { count, percentiles: PERCENTS.map((percent) => ({ percent, ms: at(percent) })), bins };
}
