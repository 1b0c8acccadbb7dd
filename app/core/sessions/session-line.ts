import { z } from 'zod';
import { checkResult } from '../../contract/check.ts';
import { describeError } from '../../contract/errors.ts';
import { type Exchange, exchange } from '../../contract/exchange.ts';
import { rowMarks } from '../../contract/marks.ts';
import { type Seek, seek } from '../../contract/seek.ts';
import type { SavedPart } from '../log/saved-part.ts';

/** What other versions must not take for theirs is another number. */
export const SESSION_FORMAT = 1;

/** The first line of each file of a session, and of each piece of an export. */
const headLine = z.object({
  seeklab: z.literal('session'),
  format: z.literal(SESSION_FORMAT),
  /** 1, 2, 3 ...: which time the session was open. Ids of exchanges are unique within one. */
  run: z.number().int().positive(),
  /** The highest number that a row had before. */
  lastNumber: z.number().int().nonnegative(),
  /** Of the session; only where it is exported. */
  name: z.string().optional(),
});
export type HeadLine = z.infer<typeof headLine>;

/** A part of a row: the newest line of a part holds. Whoever does not know a part goes on without it. */
const partLine = z.object({
  n: z.number().int().positive(),
  at: z.number(),
  seekId: z.string().nullable(),
  seek: seek.optional(),
  exchange: exchange.optional(),
  checks: z.array(checkResult).optional(),
  marks: rowMarks.optional(),
});

export type SessionLine =
  | { kind: 'head'; head: HeadLine }
  | { kind: 'part'; part: SavedPart }
  /** It is a line of a session, but has nothing that this version knows. */
  | { kind: 'unknown' };

export function headText(head: Omit<HeadLine, 'seeklab' | 'format'>): string {
  return `${JSON.stringify({ seeklab: 'session', format: SESSION_FORMAT, ...head })}\n`;
}

export function partText({ number, atEpochMs, seekId, ...part }: SavedPart): string {
  return `${JSON.stringify({ n: number, at: atEpochMs, seekId, ...part })}\n`;
}

/** The number of the row that a line is about, found without reading it; 0 where there is none. */
export function numberOfLine(text: string): number {
  return Number(/^\{"n":(\d{1,15}),/.exec(text)?.[1] ?? 0);
}

/** Null when it is no line of a session: torn, or garbage. */
export function readSessionLine(text: string): SessionLine | null {
  const value = parseJson(text);
  const head = headLine.safeParse(value);
  if (head.success) return { kind: 'head', head: head.data };
  const part = partLine.safeParse(value);
  if (!part.success) return null;
  const { n: number, at: atEpochMs, ...rest } = part.data;
  if (!rest.seek && !rest.exchange && !rest.checks && !rest.marks) return { kind: 'unknown' };
  return { kind: 'part', part: { number, atEpochMs, ...rest } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Torn or garbage: no value has this form.
    return undefined;
  }
}

/** As it is in a later run: nothing goes on any more, and ids are no others' there. */
export function asEnded(part: SavedPart, run: number): SavedPart {
  return {
    ...part,
    seek: part.seek && endedSeek(part.seek),
    exchange: part.exchange && endedExchange(part.exchange, run),
  };
}

const endedSeek = (seek: Seek): Seek =>
  seek.state === 'running' ? { ...seek, state: 'abandoned' } : seek;

function endedExchange(exchange: Exchange, run: number): Exchange {
  // Written again later, it keeps the run that it is of.
  const id = exchange.id.includes('.') ? exchange.id : `${run}.${exchange.id}`;
  if (exchange.outcome !== 'running') return { ...exchange, id };
  return {
    ...exchange,
    id,
    outcome: 'cut',
    error: describeError('program_ended'),
    hops: exchange.hops.map((hop) =>
      hop.outcome === 'running' ? { ...hop, outcome: 'aborted' } : hop,
    ),
  };
}
