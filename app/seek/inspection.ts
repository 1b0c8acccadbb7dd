import type { SeekRunner } from './record/seek-control.ts';
import { createSeekRun, type SeekRunContext } from './seek-run.ts';

/** How far an inspection reads: to the first tag, until the aimed-at picture has come, or to the end. */
export type InspectionDepth = 'landed' | 'fed' | 'whole';

/**
 * Carries out seeks that nobody watches: asks, reads the prefix and the first tags, and lets go.
 * Heads, prefix and landing are inspected as those of any other.
 */
export function createInspection(
  context: SeekRunContext,
  depth: InspectionDepth = 'landed',
): SeekRunner {
  return {
    start(seek) {
      const run = createSeekRun({
        ...context,
        seek,
        pace: () => Promise.resolve(),
        onLanded: () => (depth === 'landed' ? seek.inspected() : undefined),
        onFed: () => (depth === 'fed' ? seek.inspected() : undefined),
      });
      run
        .fetch(seek.plan.offset, () => undefined, new AbortController().signal)
        .then(() => seek.inspected())
        .catch(() => 'a failure stands in the record; being aborted is how an inspection ends');
      return run.abort;
    },
    close: () => undefined,
  };
}
