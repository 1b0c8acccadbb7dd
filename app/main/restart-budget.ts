/** How often something may be started again. */
export interface RestartBudget {
  /** @returns which start it is, counted from 1; null when there were too many already */
  take(monotonicMs: number): number | null;
}

/** At most so many in so long a time: what fails at once each time is not tried for ever. */
export function createRestartBudget(limit: number, withinMs: number): RestartBudget {
  let takenMs: number[] = [];
  return {
    take(monotonicMs) {
      takenMs = takenMs.filter((atMs) => monotonicMs - atMs < withinMs);
      if (takenMs.length >= limit) return null;
      takenMs.push(monotonicMs);
      return takenMs.length;
    },
  };
}
