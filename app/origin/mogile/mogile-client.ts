import { CodedError } from '../../contract/errors.ts';
import type { Hop } from '../../contract/exchange.ts';
import type { Asking } from './ask-tracker.ts';
import { readKeys, readNumber, readPaths, type TrackerValues } from './read-values.ts';
import type { TrackerReply } from './tracker-line.ts';
import { createTrackerRing, type TrackerRingOptions } from './tracker-ring.ts';

/** An answer, or why there is none; with the tracker hops, failed ones included, for the record. */
export type MogileAnswer<T> = { hops: Hop[] } & (
  | {
      ok: true;
      value: T;
      /** IP address of the tracker that answered. */
      trackerAddress: string;
    }
  | { ok: false; error: CodedError }
);

/** A page of keys. */
export interface KeyPage {
  /** In the tracker's order, which is alphabetical by bytes. */
  keys: string[];
  /** Give this as `after` to get the next page; null when this is the last. */
  nextAfter: string | null;
}

/** Reads from a MogileFS domain. Hop times count from the call unless `asking` says otherwise. */
export interface MogileClient {
  /**
   * URLs of a key's live copies, in the tracker's order; at least one.
   * Errors: `mogile_key_unknown`, `mogile_no_copy`, `tracker_*`.
   */
  getPaths(key: string, asking?: Asking): Promise<MogileAnswer<string[]>>;
  /** Size of a key's file, bytes. Errors: `mogile_key_unknown`, `tracker_*`. */
  fileInfo(key: string, asking?: Asking): Promise<MogileAnswer<{ sizeBytes: number }>>;
  /** Keys that begin with a prefix, 1,000 at most. Errors: `tracker_*`. */
  listKeys(from?: {
    prefix?: string;
    after?: string;
    limit?: number;
  }): Promise<MogileAnswer<KeyPage>>;
}

export interface MogileClientOptions extends TrackerRingOptions {
  domain: string;
}

/** A command, and what to make of the reply; both readers may throw a CodedError. */
interface Question<T> {
  command: string;
  args: Record<string, string>;
  read: (values: TrackerValues, peer: string) => T;
  /** For an `ERR` of that code; undefined when it is nothing special. */
  readError?: (code: string) => T | undefined;
}

/** Most keys that a tracker lists at once. */
const PAGE_LIMIT = 1000;

/** Makes a client of one domain; it holds no connection, so there is nothing to close. */
export function createMogileClient({ domain, ...ringOptions }: MogileClientOptions): MogileClient {
  const ring = createTrackerRing(ringOptions);

  const ask = async <T>(
    question: Question<T>,
    asking: Asking = { clockZeroMs: performance.now() },
  ): Promise<MogileAnswer<T>> => {
    const args = { domain, ...question.args };
    const answer = await ring.ask(question.command, args, asking);
    const { hops } = answer;
    if (answer.reply === null) return { ok: false, error: answer.error, hops };
    const { reply, hop, address } = answer;
    try {
      const value = interpret(question, reply, hop.peer);
      return { ok: true, value, trackerAddress: address, hops };
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      // A whole line came, but it could not be used.
      Object.assign(hop, { outcome: 'rejected', error: error.toJSON() });
      return { ok: false, error, hops };
    }
  };
  const unknownKey = (key: string) => (code: string) => {
    if (code === 'unknown_key') throw new CodedError('mogile_key_unknown', { key, domain });
    return undefined;
  };

  return {
    getPaths: (key, asking) =>
      ask(
        {
          command: 'get_paths',
          args: { key, noverify: '1', pathcount: '2' },
          read: (values, peer) => readPaths(values, peer, key),
          readError: unknownKey(key),
        },
        asking,
      ),
    fileInfo: (key, asking) =>
      ask(
        {
          command: 'file_info',
          args: { key },
          read: (values, peer) => ({ sizeBytes: readNumber(values, 'length', peer) }),
          readError: unknownKey(key),
        },
        asking,
      ),
    listKeys: ({ prefix = '', after = '', limit = PAGE_LIMIT } = {}) =>
      ask({
        command: 'list_keys',
        args: { prefix, after, limit: String(limit) },
        read: (values, peer) => readKeys(values, peer, limit),
        // The tracker's way to say "an empty page".
        readError: (code) => (code === 'none_match' ? { keys: [], nextAfter: null } : undefined),
      }),
  };
}

function interpret<T>(
  { command, read, readError }: Question<T>,
  reply: TrackerReply,
  peer: string,
): T {
  if (reply.kind === 'ok') return read(reply.values, peer);
  const value = readError?.(reply.code);
  if (value !== undefined) return value;
  const detail = reply.message || 'no message';
  throw new CodedError('tracker_refused', { peer, command, code: reply.code, detail });
}
