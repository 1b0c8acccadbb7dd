import { z } from 'zod';
import { logFilter, logSort, MAX_FILTER_TEXT } from './log.ts';
import { seeklabError } from './seeklab-error.ts';

/** How much a session keeps on disk; the oldest rows go first. */
export const SESSION_BOUNDS = {
  bytes: 256_000_000,
  /** Of one of its files. */
  segmentBytes: 4_000_000,
  /** Rows that wait to be written; what comes beyond is not saved, and counted. */
  waiting: 100_000,
} as const;

export type SessionBounds = { readonly [K in keyof typeof SESSION_BOUNDS]: number };

export const sessionName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what a name must not have.
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'has a character that cannot be shown');

/** A folder's name. */
export const sessionId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/);

/** A saved log, as the list shows it. */
export const sessionSummary = z.object({
  id: sessionId,
  name: z.string(),
  createdAtEpochMs: z.number(),
  /** When a program had it open last. */
  usedAtEpochMs: z.number(),
  /** Rows of the log, as counted when it was open last. */
  rowCount: z.number().int(),
  bytes: z.number().int(),
  /** `here`: this program shows it. `elsewhere`: another one has it open. */
  openIn: z.enum(['here', 'elsewhere']).nullable(),
});
export type SessionSummary = z.infer<typeof sessionSummary>;

/** How saving goes. */
export const sessionStatus = z.object({
  /** Null when nothing is saved. */
  current: z.object({ id: sessionId, name: z.string() }).nullable(),
  /** Parts of rows that were not saved, because too many came at once. */
  leftOut: z.number().int(),
  /** Why nothing can be saved now; it is tried again. */
  error: seeklabError.nullable(),
});
export type SessionStatus = z.infer<typeof sessionStatus>;

export const sessionList = z.object({
  sessions: z.array(sessionSummary),
  status: sessionStatus,
  boundBytes: z.number().int(),
});
export type SessionList = z.infer<typeof sessionList>;

/** Where somebody was in the window. */
export const sessionView = z.object({
  /** What stands behind the page's address, `#` included: the video and the place in it. */
  hash: z.string().max(10_000),
  filter: logFilter,
  /** What stands above the log's rows, and in what order these stand. */
  text: z.string().max(MAX_FILTER_TEXT).default(''),
  sort: logSort.nullable().default(null),
  /** The chosen row; null: the newest one is followed. */
  rowNumber: z.number().int().positive().nullable(),
});
export type SessionView = z.infer<typeof sessionView>;
