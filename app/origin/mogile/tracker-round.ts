import { CodedError } from '../../contract/errors.ts';
import type { Hop } from '../../contract/exchange.ts';
import { type Asking, askTracker, newTrackerHop, type TrackerLimits } from './ask-tracker.ts';
import { afterLoopTime } from './loop-timeout.ts';
import { type TrackerAddress, trackerName } from './tracker-address.ts';
import { readReply, type TrackerReply } from './tracker-line.ts';

/** A tracker that has not answered for so long may still do so, but the next is asked as well; ms. */
const HURRY_MS = 1000;
/**
 * All trackers together have this time, ms. Whoever asks the embedded application waits 5 s, and
 * shall hear of the trackers and not of a time-out.
 */
const ROUND_MS = 4500;
/** Nobody is asked for less time than this, ms: a busy program must not use up a tracker's share. */
const LEAST_MS = 250;

/** What a tracker replied, or why none did; and every hop that was made to find out. */
export type RingAnswer = { hops: Hop[] } & (
  | {
      reply: TrackerReply;
      /** The hop that the reply came on, one of `hops`. */
      hop: Hop;
      /** IP address of the tracker that replied. */
      address: string;
    }
  | { reply: null; error: CodedError }
);

/** Which trackers are better not asked first. */
export interface LeftAlone {
  readonly forMs: number;
  has(tracker: TrackerAddress): boolean;
  add(tracker: TrackerAddress): void;
  delete(tracker: TrackerAddress): void;
}

export interface TrackerRoundOptions {
  trackers: readonly TrackerAddress[];
  /** What they are asked. */
  line: string;
  limits: TrackerLimits;
  leftAlone: LeftAlone;
  asking: Asking;
}

interface Turn {
  tracker: TrackerAddress;
  /** It failed a moment ago: it is not asked in this turn, but in its last one. */
  isSkipped: boolean;
}

/** One question, put to one tracker after the other until one of them replies. */
export class TrackerRound {
  /** Never rejects. */
  readonly answer: Promise<RingAnswer>;
  readonly #options: TrackerRoundOptions;
  readonly #startedMs = performance.now();
  readonly #turns: Turn[];
  readonly #hurryMs: number;
  readonly #hops: Hop[] = [];
  readonly #failures: CodedError[] = [];
  /** Aborted at the end: whoever is still being asked is left. */
  readonly #over = new AbortController();
  #running = 0;
  #cancelHurry = () => {};
  #settle: (answer: RingAnswer) => void = () => {};

  constructor(options: TrackerRoundOptions) {
    this.#options = options;
    this.#turns = turnsOf(options);
    this.#hurryMs = Math.min(HURRY_MS, ROUND_MS / options.trackers.length);
    this.answer = new Promise((resolve) => {
      this.#settle = resolve;
    });
    const { signal } = options.asking;
    signal?.addEventListener('abort', this.#onUnheard, { signal: this.#over.signal });
    if (signal?.aborted) this.#onUnheard();
    else this.#askNext();
  }

  #askNext(): void {
    this.#cancelHurry();
    const turn = this.#turns.shift();
    if (turn === undefined) {
      if (this.#running === 0) this.#end({ reply: null, error: this.#failure(), hops: this.#hops });
    } else if (turn.isSkipped) {
      this.#skip(turn.tracker);
      this.#askNext();
    } else {
      void this.#ask(turn.tracker);
    }
  }

  async #ask(tracker: TrackerAddress): Promise<void> {
    const { line, leftAlone } = this.#options;
    this.#running += 1;
    if (this.#turns.length > 0) this.#hurry(tracker);
    const asking = { ...this.#options.asking, signal: this.#over.signal, onHop: this.#show };
    const { hop, address, error } = await askTracker(tracker, line, this.#limits(), asking);
    this.#running -= 1;
    if (this.#over.signal.aborted) return;
    const reply = error === null ? readReply(hop.responseHead) : null;
    if (reply !== null && reply.kind !== 'malformed' && address !== null) {
      leftAlone.delete(tracker);
      this.#end({ reply, hop, address, hops: this.#hops });
      return;
    }
    leftAlone.add(tracker);
    this.#failures.push(error ?? malformed(hop, reply?.kind === 'malformed' ? reply.detail : ''));
    this.#askNext();
  }

  /** Asks the next one soon, beside a tracker that keeps us waiting. */
  #hurry(tracker: TrackerAddress): void {
    this.#cancelHurry = afterLoopTime(this.#hurryMs, () => {
      this.#options.leftAlone.add(tracker);
      this.#askNext();
    });
  }

  #skip(tracker: TrackerAddress): void {
    const { line, asking, leftAlone } = this.#options;
    const nowMs = performance.now() - asking.clockZeroMs;
    const params = { peer: trackerName(tracker), limitMs: leftAlone.forMs };
    const error = new CodedError('tracker_left_alone', params).toJSON();
    const hop = newTrackerHop(tracker, line, nowMs);
    this.#show({ ...hop, endMs: nowMs, outcome: 'skipped', error });
  }

  #limits(): TrackerLimits {
    const { limits } = this.#options;
    const leftMs = Math.max(LEAST_MS, this.#startedMs + ROUND_MS - performance.now());
    return { ...limits, readMs: Math.min(limits.readMs, Math.round(leftMs)) };
  }

  #failure(): CodedError {
    const [only, ...others] = this.#failures;
    if (only !== undefined && others.length === 0) return only;
    const detail = this.#failures.map(({ message }) => message).join(' ');
    return new CodedError('trackers_failed', { count: this.#failures.length, detail });
  }

  readonly #show = (hop: Hop): void => {
    this.#hops.push(hop);
    this.#options.asking.onHop?.(hop);
  };

  readonly #onUnheard = (): void => {
    const peer = this.#hops.at(-1)?.peer ?? this.#options.trackers.map(trackerName).join(', ');
    const detail = 'nobody waits for the answer any more';
    const error = new CodedError('tracker_unreachable', { peer, detail });
    this.#end({ reply: null, error, hops: this.#hops });
  };

  #end(answer: RingAnswer): void {
    this.#cancelHurry();
    this.#over.abort();
    this.#settle(answer);
  }
}

/** Whoever failed a moment ago is asked last; when all did, nobody is better than the others. */
function turnsOf({ trackers, leftAlone }: TrackerRoundOptions): Turn[] {
  const isAnyFresh = trackers.some((tracker) => !leftAlone.has(tracker));
  const turns = trackers.map((tracker) => ({
    tracker,
    isSkipped: isAnyFresh && leftAlone.has(tracker),
  }));
  const skipped = turns.filter(({ isSkipped }) => isSkipped);
  return [...turns, ...skipped.map(({ tracker }) => ({ tracker, isSkipped: false }))];
}

/** A whole line came that no tracker sends: the hop says so. */
function malformed(hop: Hop, detail: string): CodedError {
  const error = new CodedError('tracker_bad_answer', { peer: hop.peer, detail });
  Object.assign(hop, { outcome: 'malformed', error: error.toJSON() });
  return error;
}
