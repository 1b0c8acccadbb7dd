import { CodedError } from '../../contract/errors.ts';
import {
  type Asking,
  defaultTrackerLimits,
  newTrackerHop,
  type TrackerLimits,
} from './ask-tracker.ts';
import type { TrackerAddress } from './tracker-address.ts';
import { requestLine } from './tracker-line.ts';
import { type LeftAlone, type RingAnswer, TrackerRound } from './tracker-round.ts';

export interface TrackerRingOptions {
  /** Asked in this order. */
  trackers: readonly TrackerAddress[];
  limits?: Partial<TrackerLimits>;
  /** How long a tracker that failed is left alone, ms. */
  leftAloneMs?: number;
}

export interface TrackerRing {
  /** Asks one tracker after the other until one replies or nobody waits; never rejects. */
  ask(command: string, args: Readonly<Record<string, string>>, asking: Asking): Promise<RingAnswer>;
}

/**
 * Several trackers that know the same. The next is asked when one refuses, cuts its line, talks
 * something else, or takes long; that one is left alone for a while, and asked last. An `ERR` is a
 * reply, not a failure.
 */
export function createTrackerRing(options: TrackerRingOptions): TrackerRing {
  const { trackers, leftAloneMs = 5000 } = options;
  const limits = { ...defaultTrackerLimits, ...options.limits };
  const leftAlone = createLeftAlone(leftAloneMs);

  return {
    ask(command, args, asking) {
      const line = requestLine(command, args);
      if (asking.isDown) return Promise.resolve(nobodyReached(trackers, line, asking));
      return new TrackerRound({ trackers, line, limits, leftAlone, asking }).answer;
    },
  };
}

/** As if no tracker took a connection; none is left alone for it. */
function nobodyReached(
  trackers: readonly TrackerAddress[],
  line: string,
  { clockZeroMs, onHop }: Asking,
): RingAnswer {
  const nowMs = performance.now() - clockZeroMs;
  const tried = trackers.map((tracker) => {
    const hop = newTrackerHop(tracker, line, nowMs);
    const detail = 'a fault that was asked for';
    const error = new CodedError('tracker_unreachable', { peer: hop.peer, detail });
    Object.assign(hop, { outcome: 'refused', error: error.toJSON(), endMs: nowMs });
    onHop?.(hop);
    return { hop, error };
  });
  const hops = tried.map(({ hop }) => hop);
  const [first, ...others] = tried.map(({ error }) => error);
  if (first !== undefined && others.length === 0) return { reply: null, error: first, hops };
  const detail = tried.map(({ error }) => error.message).join(' ');
  const error = new CodedError('trackers_failed', { count: tried.length, detail });
  return { reply: null, error, hops };
}

function createLeftAlone(forMs: number): LeftAlone {
  const untilMs = new Map<TrackerAddress, number>();
  return {
    forMs,
    has: (tracker) => performance.now() < (untilMs.get(tracker) ?? 0),
    add: (tracker) => untilMs.set(tracker, performance.now() + forMs),
    delete: (tracker) => untilMs.delete(tracker),
  };
}
