import type { TrackerLimits } from '../mogile/ask-tracker.ts';
import type { TrackerAddress } from '../mogile/tracker-address.ts';
import { createTrackerRing } from '../mogile/tracker-ring.ts';
import { startLineServer } from './line-server.ts';

export const LIMITS: TrackerLimits = { connectMs: 250, readMs: 150, lineBytes: 10_000 };

/** A tracker that answers at once. */
export const good = () => startLineServer(() => 'OK a=1\r\n');
export const ringOf = (trackers: TrackerAddress[], leftAloneMs = 5000) =>
  createTrackerRing({ trackers, limits: LIMITS, leftAloneMs });
export const ask = (ring: ReturnType<typeof ringOf>) =>
  ring.ask('noop', {}, { clockZeroMs: performance.now() });
