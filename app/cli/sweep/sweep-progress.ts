import type { SweepCounts } from '../../contract/sweep.ts';
import { formatCount } from '../../seek/format.ts';
import { createProgressLine } from '../progress-line.ts';

/** Where nobody watches a line that is written over: one line for each tenth. */
const STEPS = 10;
/** More often than this nobody reads, ms. */
const EVERY_MS = 100;

export interface SweepProgress {
  show(counts: SweepCounts): void;
  end(): void;
}

/** Tells on standard error how far a sweep has come. */
export function createSweepProgress(): SweepProgress {
  return process.stderr.isTTY ? onTerminal() : inLines();
}

function onTerminal(): SweepProgress {
  const line = createProgressLine();
  let shownAtMs = 0;
  return {
    show(counts) {
      const nowMs = performance.now();
      if (nowMs - shownAtMs < EVERY_MS) return;
      shownAtMs = nowMs;
      line.show(counts.done / counts.planned, textOf(counts));
    },
    end: () => line.end(),
  };
}

function inLines(): SweepProgress {
  let step = 0;
  return {
    show(counts) {
      const reached = Math.floor((counts.done * STEPS) / counts.planned);
      if (reached === step) return;
      step = reached;
      process.stderr.write(`${textOf(counts)}\n`);
    },
    end: () => undefined,
  };
}

function textOf({ done, planned, fail, warn }: SweepCounts): string {
  const bad = [
    fail > 0 && `${formatCount(fail)} failed`,
    warn > 0 && `${formatCount(warn)} warned`,
  ];
  return [`${formatCount(done)} of ${formatCount(planned)} seeks`, ...bad.filter(Boolean)].join(
    ', ',
  );
}
