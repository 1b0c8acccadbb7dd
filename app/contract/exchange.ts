import { z } from 'zod';
import { personalityName } from './personality.ts';
import { seeklabError } from './seeklab-error.ts';

/**
 * Who talks to whom on a hop. `client`: whoever asks the reproxy. `application`, `tracker`,
 * `storage`: whom the reproxy asks. `target`: whom the relay asks.
 */
export const hopKind = z.enum(['client', 'application', 'tracker', 'storage', 'target']);
export type HopKind = z.infer<typeof hopKind>;

/**
 * How a hop ended. `complete`: request and response went over the wire whole. `refused`: no
 * connection. `timeout`: connect or first byte took too long. `cut`: the peer closed or reset
 * before the body was whole. `malformed`: what came is not HTTP. `rejected`: a whole response that
 * the reproxy could not use (404, ignored Range, wrong Content-Range ...). `aborted`: we closed it,
 * because the client went away or the answer was no longer needed. `skipped`: nobody was asked, because
 * it failed a moment ago; the request is the one that it would have got.
 */
export const hopOutcome = z.enum([
  'running',
  'complete',
  'refused',
  'timeout',
  'cut',
  'malformed',
  'rejected',
  'aborted',
  'skipped',
]);
export type HopOutcome = z.infer<typeof hopOutcome>;

const ms = z.number();

/**
 * One request and its response between two neighbours. Heads are raw: exactly the bytes of the
 * wire up to and including the blank line, one character per byte (latin1). Times are
 * milliseconds since `Exchange.startedAtEpochMs`, on the reproxy's monotonic clock.
 */
export const hop = z.object({
  kind: hopKind,
  /** The other end: `host:port`. */
  peer: z.string(),
  /** Absolute URL asked on this hop; for a tracker `tcp://host:port`. */
  url: z.string(),
  /** True when an idle keep-alive connection was used again. */
  isConnectionReused: z.boolean(),
  /** Port of our end of the connection; null before there is one. */
  localPort: z.number().int().nullable(),
  requestHead: z.string(),
  /** Empty until it came. */
  responseHead: z.string(),
  /** Raw 1xx heads that came before the response. */
  interimHeads: z.array(z.string()),
  status: z.number().int().nullable(),
  requestBodyBytes: z.number().int(),
  /** Body bytes without chunk sizes and the like; on the client hop the prefix is included. */
  responseBodyBytes: z.number().int(),
  startMs: ms,
  connectedMs: ms.nullable(),
  requestSentMs: ms.nullable(),
  responseHeadMs: ms.nullable(),
  firstBodyByteMs: ms.nullable(),
  endMs: ms.nullable(),
  outcome: hopOutcome,
  error: seeklabError.nullable(),
});
export type Hop = z.infer<typeof hop>;

/**
 * How an exchange ended for the client. `complete`: the client got a whole answer. `client_gone`:
 * the client closed first. `cut`: we had to cut the client's connection because the body could
 * not be completed. `failed`: the answer is an error made by the reproxy itself.
 */
export const exchangeOutcome = z.enum(['running', 'complete', 'client_gone', 'cut', 'failed']);
export type ExchangeOutcome = z.infer<typeof exchangeOutcome>;

/**
 * Who put the first bytes of an FLV body there. `reproxy`: we did. `application`, `target`: its own answer
 * to an offset begins with them. `file`: they are the first of the file.
 */
export const bodyStartBy = z.enum(['reproxy', 'application', 'target', 'file']);
export type BodyStartBy = z.infer<typeof bodyStartBy>;

/** Whose manners an exchange was answered in. */
export const answeredAs = z.object({ personality: personalityName, hasQuirks: z.boolean() });
export type AnsweredAs = z.infer<typeof answeredAs>;

/** Bytes of a prefix that are written down: that of `cdn` has the file's index in it. */
export const MAX_PREFIX_HEX_BYTES = 4096;

/** The first bytes of a tag of the client's body, or of what stands where a tag should. */
export const recordedTag = z.object({
  /** From the first byte of the body, prefix included. */
  offset: z.number().int(),
  /** Header and some data, as hex; fewer where the tag is shorter. */
  hex: z.string(),
  /** False: no tag begins so, and nothing behind it was followed. */
  isTag: z.boolean(),
});
export type RecordedTag = z.infer<typeof recordedTag>;

/** All hops that one client request caused. The first hop is the client hop. */
export const exchange = z.object({
  /** Unique within one run of the reproxy, in order of arrival: '1', '2', ... */
  id: z.string(),
  startedAtEpochMs: z.number(),
  /** The same moment on the program's monotonic clock (`performance.now()`). */
  startedAtMonotonicMs: z.number(),
  method: z.string(),
  /** Request target as the client sent it, for example `/v/sample.flv?start=100`. */
  target: z.string(),
  /** Value of the `seek` query parameter that our player adds; null for other clients. */
  seekId: z.string().nullable(),
  /** As configured when the request came; null where nobody knows what the server is like. */
  answeredAs: answeredAs.nullable(),
  /** X-REPROXY-FLV-START as the application sent it; null when there was none. */
  startHeader: z.string().nullable(),
  /**
   * The injected bytes as lower-case hex without spaces, whoever injected them, up to
   * MAX_PREFIX_HEX_BYTES; null when none were.
   */
  prefixHex: z.string().nullable(),
  /** How many were injected. */
  prefixBytes: z.number().int(),
  /** The first bytes of the body as the client got them, 13 at most, as hex; null as long as none came. */
  bodyStartHex: z.string().nullable(),
  /** Null where they are not those of an FLV. */
  bodyStartBy: bodyStartBy.nullable(),
  /** The first 12 of the body at most; none where no seek made the exchange. */
  tags: z.array(recordedTag),
  outcome: exchangeOutcome,
  error: seeklabError.nullable(),
  durationMs: ms.nullable(),
  hops: z.array(hop),
  /** The faults that the embedded parts showed to it on purpose, each as `--fault` takes it. */
  faults: z.array(z.string()).default([]),
  /** Bytes of heads that the log did not keep, because this exchange had too many of them. */
  leftOutBytes: z.number().int(),
});
export type Exchange = z.infer<typeof exchange>;
