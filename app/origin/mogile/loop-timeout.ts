/** How often the clock is read, ms. */
const TICK_MS = 25;
/** More than this between two readings is the program's own doing, ms. */
const LONGEST_TURN_MS = 2 * TICK_MS;

/**
 * A time-out of what others take, not of what we take ourselves: only time in which the event loop
 * turned counts, and when it is up, what lies ready in the kernel is looked at before anybody is
 * declared dead.
 * @returns ends it
 */
export function afterLoopTime(limitMs: number, onTimeout: () => void): () => void {
  let leftMs = limitMs;
  let lastMs = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let lastLook: NodeJS.Immediate | undefined;

  const wait = () => {
    timer = setTimeout(tick, Math.min(TICK_MS, leftMs));
  };
  const tick = () => {
    const nowMs = performance.now();
    leftMs -= Math.min(nowMs - lastMs, LONGEST_TURN_MS);
    lastMs = nowMs;
    // Immediates come after the poll phase, in which sockets tell what has happened to them.
    if (leftMs > 0) wait();
    else lastLook = setImmediate(onTimeout);
  };
  wait();
  return () => {
    clearTimeout(timer);
    clearImmediate(lastLook);
  };
}
