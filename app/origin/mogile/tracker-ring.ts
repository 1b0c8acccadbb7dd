import { CodedError } from '../../contract/errors.ts';
import type { Hop } from '../../contract/exchange.ts';
import {
  type AskedHop,
  type Asking,
  askTracker,
  defaultTrackerLimits,
  type TrackerLimits,
} from './ask-tracker.ts';
import { type TrackerAddress, trackerName } from './tracker-address.ts';
import { readReply, requestLine, type TrackerReply } from './tracker-line.ts';

export interface TrackerRingOptions {
  /** Asked in this order. */
  trackers: readonly TrackerAddress[];
  limits?: Partial<TrackerLimits>;
  /** How long a tracker that failed is left alone, ms. */
  leftAloneMs?: number;
}

/** What a tracker replied, or why none did; and every hop that was made to find out. */
export type RingAnswer = { hops: Hop[] } & (
  | { reply: TrackerReply }
  | { reply: null; error: CodedError }
);

export interface TrackerRing {
  /** Asks one tracker after the other until one replies or nobody waits; never rejects. */
  ask(command: string, args: Readonly<Record<string, string>>, asking: Asking): Promise<RingAnswer>;
}

/**
 * Several trackers that know the same. The next is asked when one refuses, is too slow, cuts its
 * line or talks something else; that one is left alone for a while. An `ERR` is a reply, not a failure.
 */
export function createTrackerRing(options: TrackerRingOptions): TrackerRing {
  const { trackers, leftAloneMs = 5000 } = options;
  const limits = { ...defaultTrackerLimits, ...options.limits };
  const leftAloneUntilMs = new Map<TrackerAddress, number>();

  return {
    async ask(command, args, asking) {
      const line = requestLine(command, args);
      const hops: Hop[] = [];
      let lastError = unreachable(trackers, leftAloneMs);
      for (const tracker of trackers) {
        if (asking.signal?.aborted) break;
        if (performance.now() < (leftAloneUntilMs.get(tracker) ?? 0)) continue;
        const { reply, hop, error } = await askAndRead(tracker, line, limits, asking);
        hops.push(hop);
        if (reply) return { reply, hops };
        if (hop.outcome === 'aborted') break;
        leftAloneUntilMs.set(tracker, performance.now() + leftAloneMs);
        lastError = error;
      }
      return { reply: null, error: lastError, hops };
    },
  };
}

type Reading = { hop: Hop } & (
  | { reply: TrackerReply; error: null }
  | { reply: null; error: CodedError }
);

async function askAndRead(
  tracker: TrackerAddress,
  line: string,
  limits: TrackerLimits,
  asking: Asking,
): Promise<Reading> {
  const { hop, error }: AskedHop = await askTracker(tracker, line, limits, asking);
  if (error) return { reply: null, hop, error };
  if (hop.outcome === 'aborted') return { reply: null, hop, error: unheard(hop.peer) };
  const reply = readReply(hop.responseHead);
  if (reply.kind !== 'malformed') return { reply, hop, error: null };
  const malformed = new CodedError('tracker_bad_answer', { peer: hop.peer, detail: reply.detail });
  return {
    reply: null,
    hop: { ...hop, outcome: 'malformed', error: malformed.toJSON() },
    error: malformed,
  };
}

function unheard(peer: string): CodedError {
  const detail = 'nobody waits for the answer any more';
  return new CodedError('tracker_unreachable', { peer, detail });
}

/** The error of a question that nobody was asked: all trackers failed a moment ago. */
function unreachable(trackers: readonly TrackerAddress[], leftAloneMs: number): CodedError {
  return new CodedError('tracker_unreachable', {
    peer: trackers.map(trackerName).join(', '),
    detail: `after a failure it is left alone for ${leftAloneMs} ms`,
  });
}
