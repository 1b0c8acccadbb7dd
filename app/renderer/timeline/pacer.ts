/** Runs the newest of many values, no more often than every so often. */
export interface Pacer<T> {
  offer(value: T): void;
  /** Runs at once what still waits. */
  flush(): void;
}

/** Lets a value through at once, then the newest one whenever the interval is over. */
export function createPacer<T>(run: (value: T) => void, intervalMs: number): Pacer<T> {
  let waiting: { value: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function release(): void {
    timer = undefined;
    if (waiting === null) return;
    const { value } = waiting;
    waiting = null;
    timer = setTimeout(release, intervalMs);
    run(value);
  }

  return {
    offer(value) {
      waiting = { value };
      if (timer === undefined) release();
    },
    flush() {
      clearTimeout(timer);
      timer = undefined;
      if (waiting !== null) run(waiting.value);
      waiting = null;
    },
  };
}
