const TICK_MS = 1;
/** A tick that comes later than this was held up by other programs, or by the test's own work. */
const MAX_TICK_MS = 5;

export interface LoopClock {
  nowMs(): number;
  stop(): void;
}

/**
 * A clock of the time in which the event loop turned. Whoever waits for a timer is seen waiting;
 * what other programs on the machine take away hardly counts.
 */
export function startLoopClock(): LoopClock {
  let nowMs = 0;
  let lastTickMs = performance.now();
  const timer = setInterval(() => {
    const tickMs = performance.now();
    nowMs += Math.min(tickMs - lastTickMs, MAX_TICK_MS);
    lastTickMs = tickMs;
  }, TICK_MS);
  return { nowMs: () => nowMs, stop: () => clearInterval(timer) };
}
