import { createStore } from 'zustand/vanilla';
import { type SeeklabError, toSeeklabError } from '../../contract/errors.ts';
import type { ReplayAsks, ReplayState, ReplayWhom } from '../../contract/replay.ts';
import type { Connection } from './connection.ts';
import { workbenchStore } from './stores.ts';

/** Seeks that are made again; written by `replay.ts` only. */
export interface ReplayView {
  isRunning: boolean;
  /** What has come of it so far; null before the first. */
  state: ReplayState | null;
  error: SeeklabError | null;
}

const none: ReplayView = { isRunning: false, state: null, error: null };
export const replayStore = createStore<ReplayView>(() => none);

/** Has seeks made again, without a player. */
export interface Replay {
  run(what: ReplayAsks, whom: ReplayWhom): Promise<void>;
  /** What was done stays. */
  cancel(): void;
  /** Forgets what came of the last one. */
  reset(): void;
}

export function createReplay(connection: Pick<Connection, 'call'>): Replay {
  let running: AbortController | null = null;
  const cancel = () => running?.abort();
  return {
    async run(what, whom) {
      cancel();
      const own = new AbortController();
      running = own;
      replayStore.setState({ isRunning: true, state: null, error: null });
      const accuracy = workbenchStore.getState().settings.seekAccuracy;
      const put = (view: Partial<ReplayView>) => {
        if (running === own) replayStore.setState(view);
      };
      try {
        const state = await connection.call(
          'seek.replay',
          { what, whom, accuracy },
          { signal: own.signal, onProgress: (each) => put({ state: each }) },
        );
        put({ state });
      } catch (thrown) {
        if (!own.signal.aborted) put({ error: toSeeklabError(thrown) });
      }
      put({ isRunning: false });
    },
    cancel,
    reset() {
      cancel();
      running = null;
      replayStore.setState(none);
    },
  };
}
