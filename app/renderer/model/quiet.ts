import { playbackStore } from './stores.ts';

/** So long at most things wait for a picture: one that is late must not hide what is known. */
const PATIENCE_MS = 400;
/** So long they wait besides for the browser to have nothing else to do. */
const IDLE_LIMIT_MS = 100;

/** Calls once, later; see `whenQuiet`. */
export type Quiet = (run: () => void) => void;

/**
 * Calls once no picture is awaited and the browser has nothing else to do: whoever seeks wants to
 * see the picture first, and what is written about it next.
 */
export const whenQuiet: Quiet = (run) => {
  const untilMs = performance.now() + PATIENCE_MS;
  const isAwaited = () => playbackStore.getState().player.isSeeking && performance.now() < untilMs;
  const wait = () => {
    if (!isAwaited()) return whenIdle(() => (isAwaited() ? wait() : run()));
    const go = () => {
      if (isAwaited()) return;
      clearTimeout(timer);
      stop();
      wait();
    };
    const timer = setTimeout(go, untilMs - performance.now() + 1);
    const stop = playbackStore.subscribe(go);
  };
  wait();
};

function whenIdle(run: () => void): void {
  // Safari has no idle callbacks.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(run, { timeout: IDLE_LIMIT_MS });
  else setTimeout(run);
}
