import type { SweepState } from '../../contract/sweep-run.ts';
import { formatCount, formatDuration } from '../../seek/format.ts';

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** Which sweep it is: its plan, or the file that it came from. */
export function nameOfSweep({ fileName, summary }: SweepState): string {
  return fileName ?? summary.plan;
}

/** `14:03, 3 failed of 180`. */
export function factsOfSweep({ summary, phase }: SweepState): string {
  const { done, fail, warn } = summary.counts;
  const counts = [
    fail > 0 && `${formatCount(fail)} failed`,
    warn > 0 && `${formatCount(warn)} warned`,
  ];
  const came = counts.filter(Boolean).join(', ') || (done > 0 ? 'none failed' : '');
  const state = { opening: 'opening', loading: 'loading', running: 'running', paused: 'paused' };
  const at = clock.format(summary.startedAtEpochMs);
  return [at, phase in state ? state[phase as keyof typeof state] : '', came]
    .filter(Boolean)
    .join(' · ');
}

const ends = {
  interrupted: 'cancelled',
  max_failures: 'ended with the last failure that it was to have',
  unreachable: 'ended: nobody was there to answer',
  no_player: 'ended: the player was gone',
} as const;

/** How it stands, in words. */
export function stateWords({ phase, summary }: SweepState): string {
  const { done, planned } = summary.counts;
  const seeks = `${formatCount(done)} of ${formatCount(planned)} seeks`;
  const tookMs = Math.max(summary.endedAtEpochMs - summary.startedAtEpochMs, 0);
  switch (phase) {
    case 'opening':
      return 'Reading the videos';
    case 'loading':
      return `Loading, ${seeks}`;
    case 'running':
      return seeks;
    case 'paused':
      return `Paused after ${seeks}`;
    case 'failed':
      return 'Failed';
    case 'over': {
      const end = summary.endedEarly === null ? '' : `, ${ends[summary.endedEarly]}`;
      return `${seeks} in ${formatDuration(tookMs)}${end}`;
    }
  }
}
