/**
 * What `seeklab` and `seeklab/playwright` give to programs: the records of `app/contract`, written out, so
 * that whoever uses them needs no other package for their types. `records.test.ts` holds them together.
 */

/** A coded error: what happened, and what to do. */
export interface SeeklabError {
  code: string;
  message: string;
  fix: string;
}

/**
 * One request and its response between two neighbours. Heads are raw: the bytes of the wire up to and
 * including the blank line, one character per byte. Times are ms since `Exchange.startedAtEpochMs`.
 */
export interface Hop {
  kind: 'client' | 'application' | 'tracker' | 'storage' | 'target';
  /** The other end: `host:port`. */
  peer: string;
  url: string;
  isConnectionReused: boolean;
  localPort: number | null;
  requestHead: string;
  /** Empty until it came. */
  responseHead: string;
  /** Raw 1xx heads that came before the response. */
  interimHeads: string[];
  status: number | null;
  requestBodyBytes: number;
  /** On the client hop the prefix is included. */
  responseBodyBytes: number;
  startMs: number;
  connectedMs: number | null;
  requestSentMs: number | null;
  responseHeadMs: number | null;
  firstBodyByteMs: number | null;
  endMs: number | null;
  outcome:
    | 'running'
    | 'complete'
    | 'refused'
    | 'timeout'
    | 'cut'
    | 'malformed'
    | 'rejected'
    | 'aborted'
    | 'skipped';
  error: SeeklabError | null;
}

/** How the reproxy answers: in whose manner. */
export type PersonalityName =
  | 'perlbal-patch'
  | 'perlbal-plugin'
  | 'lighttpd'
  | 'nginx'
  | 'spec'
  | 'cdn';

/** The first bytes of a tag of the client's body, as hex; `offset` counts the prefix. */
export interface RecordedTag {
  offset: number;
  hex: string;
  isTag: boolean;
}

/** All hops that one client request caused. The first hop is the client hop. */
export interface Exchange {
  /** Unique within one run, in order of arrival. */
  id: string;
  startedAtEpochMs: number;
  startedAtMonotonicMs: number;
  method: string;
  /** As the client sent it: `/v/sample.flv?start=100`. */
  target: string;
  seekId: string | null;
  answeredAs: { personality: PersonalityName; hasQuirks: boolean } | null;
  /** X-REPROXY-FLV-START as the application sent it. */
  startHeader: string | null;
  /** The injected bytes as lower-case hex; null when none were. */
  prefixHex: string | null;
  prefixBytes: number;
  /** The first bytes of the body as the client got them, 13 at most, as hex. */
  bodyStartHex: string | null;
  bodyStartBy: 'reproxy' | 'application' | 'target' | 'file' | null;
  /** The first tags of the body, 12 at most. */
  tags: RecordedTag[];
  /**
   * `complete`: the client got a whole answer. `client_gone`: it closed first. `cut`: the body could
   * not be completed. `failed`: the answer is an error of the reproxy itself.
   */
  outcome: 'running' | 'complete' | 'client_gone' | 'cut' | 'failed';
  error: SeeklabError | null;
  durationMs: number | null;
  hops: Hop[];
  /** What the embedded parts did wrong on purpose, as `Seeklab.fault` takes it. */
  faults: string[];
  leftOutBytes: number;
}

/** A place to seek to: a time in ms, a byte or a keyframe; times count from the first frame. */
export type SeekAsked =
  | { kind: 'time'; timeMs: number }
  | { kind: 'offset'; offset: number }
  | { kind: 'keyframe'; keyframe: number };

/** One seek of Seeklab itself: asked, answered, landed. Durations are ms since `askedAtEpochMs`. */
export interface Seek {
  id: string;
  videoName: string;
  /** Null: the embedded reproxy. */
  target: string | null;
  asked: SeekAsked;
  askedAtEpochMs: number;
  state: 'running' | 'played' | 'inspected' | 'superseded' | 'abandoned' | 'failed';
  expectedMs: number | null;
  requestedOffset: number | null;
  status: number | null;
  /** The first tag behind the prefix that a decoder can start from. */
  landed: { offset: number; tagType: number; timeMs: number; isKeyframe: boolean } | null;
  headMs: number | null;
  firstByteMs: number | null;
  endedMs: number | null;
  prefixHex: string | null;
  error: SeeklabError | null;
}

/** `skip`: there was nothing to hold it against, or the server does not promise it; never bad. */
export type CheckOutcome = 'pass' | 'warn' | 'fail' | 'skip';

/** What one check says. `docs/checks.md` lists the codes. */
export interface CheckResult {
  code: string;
  result: CheckOutcome;
  /** One sentence: why. */
  message: string;
  seen: string;
  expected: string;
  /** The exchange that it speaks of, by index. */
  exchange: number;
}

/** The worst result of the checks, and the first check that has it. */
export interface Verdict {
  result: CheckOutcome;
  code: string | null;
}

/** A seek that came over the wire, and what the checks say of it. */
export interface JudgedSeek {
  /** Null where another player made it. */
  seek: Seek | null;
  exchanges: Exchange[];
  verdict: Verdict;
  checks: CheckResult[];
}
