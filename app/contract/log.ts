import { z } from 'zod';
import { checkResult, verdict } from './check.ts';
import { answeredAs, exchange } from './exchange.ts';
import { rowMarks } from './marks.ts';
import { seek } from './seek.ts';

/**
 * How much the workbench's log keeps; the oldest rows go first. The bytes are those of memory:
 * packed rows and heads, and what is still running.
 */
export const LOG_BOUNDS = {
  /** Seeks and exchanges together. */
  entries: 100_000,
  bytes: 256_000_000,
  /** Of the heads of one exchange; what is beyond is left out, and said. */
  exchangeBytes: 256 * 1024,
  /** Exchanges of one seek; further ones are rows of their own. */
  exchangesPerSeek: 32,
} as const;

export type LogBounds = { readonly [K in keyof typeof LOG_BOUNDS]: number };

/** How long a cleared log can be had back, ms. */
export const UNDO_CLEAR_MS = 15_000;

/** Rows in one answer. */
export const MAX_PAGE_ROWS = 500;

export const logFilter = z.enum(['all', 'seeks', 'others', 'problems', 'failed']);
export type LogFilter = z.infer<typeof logFilter>;

/** The columns of the log, in the order in which they matter. */
export const logColumn = z.enum([
  'number',
  'result',
  'asked',
  'marks',
  'landed',
  'error',
  'picture',
  'firstByte',
  'status',
  'target',
  'video',
  'start',
  'played',
  'source',
]);
export type LogColumn = z.infer<typeof logColumn>;

/** In what order rows stand; those that have nothing in the column come last. */
export const logSort = z.object({ by: logColumn, isDescending: z.boolean() });
export type LogSort = z.infer<typeof logSort>;

/** As long as a filter may be. */
export const MAX_FILTER_TEXT = 500;

/** Which rows of the log, and in what order. */
export const logView = z.object({
  filter: logFilter,
  /** What they have to fit besides; see `parseFilter`. */
  text: z.string().max(MAX_FILTER_TEXT).default(''),
  /** Null: in order of arrival. */
  sort: logSort.nullable().default(null),
});
export type LogView = z.infer<typeof logView>;

/** What a row of the log shows of a seek. */
export const seekSummary = seek.pick({
  id: true,
  videoName: true,
  target: true,
  asked: true,
  isAssisted: true,
  state: true,
  expectedMs: true,
  source: true,
  requestedOffset: true,
  status: true,
  landed: true,
  played: true,
  firstByteMs: true,
  firstPictureMs: true,
});
export type SeekSummary = z.infer<typeof seekSummary>;

/** What a row of the log shows of a request that no seek made. */
export const requestSummary = exchange
  .pick({ id: true, method: true, seekId: true, outcome: true })
  .extend({
    /** Its beginning, where it is very long. */
    target: z.string(),
    status: z.number().int().nullable(),
    firstBodyByteMs: z.number().nullable(),
    /** First product of the client's User-Agent: `curl/8.5.0`; null without one. */
    client: z.string().nullable(),
  });
export type RequestSummary = z.infer<typeof requestSummary>;

const rowHead = {
  /** 1, 2, 3 ... in order of arrival, for seeks and requests of other clients alike. */
  number: z.number().int(),
  atEpochMs: z.number(),
  /** Did something go wrong? */
  isProblem: z.boolean(),
  /** Null until the checks have run; they run for what carries a seek id. */
  verdict: verdict.nullable(),
  /** What somebody wrote on it; null where nobody did. */
  marks: rowMarks.nullable(),
};

const shownHead = {
  ...rowHead,
  /** Whose manners its first exchange was answered in; null where nobody knows, or nothing was asked. */
  answeredAs: answeredAs.nullable(),
};

/** One row of the log: a seek, or a request that no seek made. */
export const logRow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('seek'), ...shownHead, seek: seekSummary }),
  z.object({ kind: z.literal('request'), ...shownHead, request: requestSummary }),
]);
export type LogRow = z.infer<typeof logRow>;

/** A row with all that is known of it. */
export const logEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('seek'),
    ...rowHead,
    seek,
    exchanges: z.array(exchange),
    checks: z.array(checkResult),
  }),
  z.object({
    kind: z.literal('request'),
    ...rowHead,
    exchanges: z.tuple([exchange]),
    checks: z.array(checkResult),
  }),
]);
export type LogEntry = z.infer<typeof logEntry>;

/** How many rows each filter lets through. */
export const logCounts = z.record(logFilter, z.number().int());
export type LogCounts = z.infer<typeof logCounts>;

/** Rows that a filter lets through, in order of arrival. */
export const logPage = z.object({
  /** Place of the first one among all that the filter lets through. */
  from: z.number().int(),
  rows: z.array(logRow),
  /** Whatever the filter; MARK_BOUNDS.pinned at most. */
  pinned: z.array(logRow),
  counts: logCounts,
  /** How many rows fit the whole filter, its text included. */
  fitting: z.number().int(),
  /** Rows that have not been looked at yet: ask again. */
  unread: z.number().int(),
});
export type LogPage = z.infer<typeof logPage>;

/** Of times, ms. */
export const logSpread = z.object({
  count: z.number().int(),
  p50: z.number(),
  p95: z.number(),
  max: z.number(),
});
export type LogSpread = z.infer<typeof logSpread>;

/** The rows that a filter lets through, in a few numbers. */
export const logStatistics = z.object({
  count: z.number().int(),
  /** Failed by their checks or, where nothing was checked, by what came. */
  failures: z.number().int(),
  /** Null where there are none. */
  picture: logSpread.nullable(),
  firstByte: logSpread.nullable(),
  /** Rows that have not been looked at yet. */
  unread: z.number().int(),
});
export type LogStatistics = z.infer<typeof logStatistics>;

/** The log is another than before. */
export const logChange = z.object({
  counts: logCounts,
  /** Numbers of the pinned rows, ascending. */
  pinned: z.array(z.number().int()),
  /** Numbers of the rows that changed; null when they are too many: read again what is in sight. */
  changed: z.array(z.number().int()).nullable(),
});
export type LogChange = z.infer<typeof logChange>;

/** A page tells how one of its seeks stands now. */
export const seekReport = z.object({
  seek,
  /** The log has had it before: if it has gone from there since, it stays gone. */
  isKnown: z.boolean(),
});
export type SeekReport = z.infer<typeof seekReport>;
