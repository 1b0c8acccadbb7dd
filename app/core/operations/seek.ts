import type { SeekReport } from '../../contract/log.ts';
import type { Log } from '../log/log.ts';
import type { HandlersOf } from '../operation.ts';
import { replay } from '../replay/replay.ts';

/** The running seeks of each page: nobody carries them out any more when it goes away. */
const runningOf = new WeakMap<AbortSignal, Set<string>>();

export const seekHandlers: HandlersOf<'seek'> = {
  'seek.report'({ log }, { reports }, { caller }) {
    for (const { seek, isKnown } of reports) log.putSeek(seek, isKnown);
    if (caller) keepWatch(caller, reports, log);
    return {};
  },
  'seek.replay': ({ log, videos, system, consoleOrigin }, input, { signal, onProgress }) =>
    replay(
      {
        ...{ log, videos, reproxyUrl: system.reproxyUrl, consoleOrigin: consoleOrigin() },
        personality: system.status().configuration.personality,
      },
      input,
      signal ?? new AbortController().signal,
      onProgress,
    ),
};

function keepWatch(caller: AbortSignal, reports: readonly SeekReport[], log: Log): void {
  const running = runningOf.get(caller) ?? watch(caller, log);
  for (const { seek } of reports) {
    if (seek.state === 'running') running.add(seek.id);
    else running.delete(seek.id);
  }
}

function watch(caller: AbortSignal, log: Log): Set<string> {
  const running = new Set<string>();
  runningOf.set(caller, running);
  caller.addEventListener('abort', () => log.abandon(running), { once: true });
  return running;
}
