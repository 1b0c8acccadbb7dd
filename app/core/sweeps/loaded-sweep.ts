import { CodedError, toSeeklabError } from '../../contract/errors.ts';
import type { SweepResult, SweepSummary } from '../../contract/sweep.ts';
import type { SweepState } from '../../contract/sweep-run.ts';
import { Tally } from '../../sweep/tally.ts';
import { keepResults } from './kept-results.ts';
import { readReport } from './read-report.ts';
import { newSweepId, type WindowSweep } from './window-sweep.ts';

interface LoadOptions {
  path: string;
  /** As whoever loads it knows it. */
  fileName: string;
  /** See `StartSweepOptions.onChange`. */
  onChange(isPhase: boolean): void;
}

/**
 * Takes in a report as if its sweep had been made here. Its results come after its summary; what is wrong
 * with one of them stands in its state.
 * @throws CodedError `report_unusable` where it has no summary
 */
export async function loadSweep({ path, fileName, onChange }: LoadOptions): Promise<WindowSweep> {
  const report = await readReport(path, fileName);
  const results = await keepResults();
  const id = newSweepId();
  const cancelling = new AbortController();
  const tally = new Tally(report.summary.counts.planned);
  let phase: SweepState['phase'] = 'loading';
  let error: SweepState['error'] = null;
  const load = async () => {
    try {
      for await (const result of report.results()) {
        if (cancelling.signal.aborted) break;
        checkPlaces(result, report.summary, fileName);
        tally.add(result, result.checks);
        await results.add(result);
        onChange(false);
      }
      phase = 'over';
    } catch (thrown) {
      phase = 'failed';
      error = toSeeklabError(thrown);
    }
    onChange(true);
  };
  return {
    ...{ id, results, ended: load() },
    state: () => ({
      ...{ id, fileName, order: null, phase, error, withoutHeads: results.withoutHeads },
      summary: { ...report.summary, counts: { ...tally.counts } },
    }),
    pause: () => undefined,
    resume: () => undefined,
    cancel: () => cancelling.abort(),
  };
}

/** A result of a video or target that there is none of could be shown nowhere. */
function checkPlaces(
  { number, video, target }: SweepResult,
  { videos, targets }: SweepSummary,
  path: string,
): void {
  if (videos[video] !== undefined && targets[target] !== undefined) return;
  const detail = `its result ${number} names a video or target that its summary has not`;
  throw new CodedError('report_unusable', { path, detail });
}
