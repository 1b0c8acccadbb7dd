let nowMs = 0;
let isCurrent = false;
const resolved = Promise.resolve();
const expire = () => {
  isCurrent = false;
};

/**
 * The monotonic clock, ms, read once for each event that the loop handles: what the event brought
 * happened when it came. A small exchange has twenty times in it, and four such events.
 */
export function turnNowMs(): number {
  if (!isCurrent) {
    isCurrent = true;
    nowMs = performance.now();
    resolved.then(expire);
  }
  return nowMs;
}
