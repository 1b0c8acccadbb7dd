import type { SeekRunner } from './record/seek-control.ts';
import { createSeekRun, type SeekRunContext } from './seek-run.ts';

/**
 * Carries out the seeks of a video that no browser shows: asks, reads the prefix and the first
 * tags, and lets go. Heads, prefix and landing are inspected as those of any other.
 */
export function createInspection(context: SeekRunContext): SeekRunner {
  return {
    start(seek) {
      const run = createSeekRun({
        ...context,
        seek,
        pace: () => Promise.resolve(),
        onLanded: () => seek.inspected(),
        onFed: () => undefined,
      });
      run
        .fetch(seek.plan.offset, () => undefined, new AbortController().signal)
        .catch(() => 'a failure stands in the record; being aborted is how an inspection ends');
      return run.abort;
    },
    close: () => undefined,
  };
}
