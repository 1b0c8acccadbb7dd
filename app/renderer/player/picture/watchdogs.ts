/** Timers that bark once each, and only while the page is seen. */
export interface Watchdogs {
  /** Does nothing when that one is running already. */
  start(name: string, delayMs: number, bark: () => void): void;
  stop(): void;
}

export function createWatchdogs(): Watchdogs {
  const timers = new Map<string, number>();
  const stopped = new AbortController();
  return {
    start(name, delayMs, bark) {
      if (timers.has(name) || stopped.signal.aborted) return;
      timers.set(
        name,
        window.setTimeout(() => whenVisible(bark, stopped.signal), delayMs),
      );
    },
    stop() {
      stopped.abort();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** Browsers present no pictures in a hidden page: no watchdog may bark before it is seen again. */
function whenVisible(bark: () => void, signal: AbortSignal): void {
  if (!document.hidden) {
    bark();
    return;
  }
  document.addEventListener('visibilitychange', bark, { once: true, signal });
}
