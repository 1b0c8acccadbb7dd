/**
 * Collects what comes in bursts: the first is handed on at once, the rest together whenever the
 * interval is over, so that a flood of changes is drawn a few times a second and a single change
 * without delay.
 */
export function coalesce<T>(run: (items: readonly T[]) => void, intervalMs: number) {
  let waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function release(): void {
    timer = undefined;
    if (waiting.length === 0) return;
    const items = waiting;
    waiting = [];
    timer = setTimeout(release, intervalMs);
    run(items);
  }

  return (items: readonly T[]): void => {
    waiting.push(...items);
    if (timer === undefined) release();
  };
}
