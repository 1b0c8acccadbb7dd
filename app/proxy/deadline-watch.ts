const TICK_MS = 25;

/** Something that must make progress before `deadlineMs`, on the clock of its `DeadlineWatch`. */
export interface Watched {
  readonly deadlineMs: number;
  /** Called once per tick while the deadline has passed; expected to end the thing or move it. */
  onDeadline(): void;
}

/** A deadline that never comes. */
export const NEVER = Number.POSITIVE_INFINITY;

/**
 * Coarse deadlines for many connections: one interval for all of them, where a timer each would
 * be set and cleared several times per request. A deadline is an addition and may fire up to one
 * tick late.
 *
 * The clock counts only time in which the event loop turned: after a suspended laptop or a long
 * block, what lies ready in the kernel is read before anybody is declared dead.
 */
export class DeadlineWatch {
  readonly #watched = new Set<Watched>();
  #timer: NodeJS.Timeout | null = null;
  #lastTickMs = 0;
  #nowMs = 0;

  add(watched: Watched): void {
    this.#watched.add(watched);
    if (this.#timer !== null) return;
    this.#lastTickMs = performance.now();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#timer.unref();
  }

  delete(watched: Watched): void {
    this.#watched.delete(watched);
    if (this.#watched.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  /** The deadline that is `ms` from now. */
  after(ms: number): number {
    return this.#nowMs + ms;
  }

  #tick(): void {
    const now = performance.now();
    this.#nowMs += Math.min(now - this.#lastTickMs, 2 * TICK_MS);
    this.#lastTickMs = now;
    for (const watched of this.#watched) {
      if (watched.deadlineMs <= this.#nowMs) watched.onDeadline();
    }
  }
}
