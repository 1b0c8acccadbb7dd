import type { CheckResult } from '../../contract/check.ts';
import type { Exchange } from '../../contract/exchange.ts';
import { noMarks, type RowMarks } from '../../contract/marks.ts';
import type { Seek } from '../../contract/seek.ts';
import type { LogRecords } from './log-records.ts';
import type { Row } from './row.ts';

/** What a row holds: its seek, what the checks say, what somebody wrote on it, or one of its exchanges, by place. */
export type RowPart = 'seek' | 'checks' | 'marks' | number;

/** A part of a row as it stands in a session: one of the four. */
export interface SavedPart {
  number: number;
  atEpochMs: number;
  /** What ties a seek and its exchanges together; null for a request of somebody else. */
  seekId: string | null;
  seek?: Seek | undefined;
  exchange?: Exchange | undefined;
  checks?: CheckResult[] | undefined;
  marks?: RowMarks | undefined;
}

/** Null where the row has no such part. */
export function readPart(row: Row, part: RowPart, records: LogRecords): SavedPart | null {
  const { number, atEpochMs, seekId } = row;
  const head = { number, atEpochMs, seekId };
  if (part === 'seek') {
    return row.seek === null ? null : { ...head, seek: records.seeks.get(row.seek) };
  }
  if (part === 'checks') {
    return row.checks === null ? null : { ...head, checks: records.checks.get(row.checks) };
  }
  if (part === 'marks') return { ...head, marks: row.marks ?? noMarks };
  const held = row.exchanges[part];
  return held === undefined ? null : { ...head, exchange: records.exchanges.get(held) };
}

/** Seek and exchanges first: without one of them, checks and marks have nothing to speak of. */
export function partsOf(row: Row): RowPart[] {
  return [
    ...(row.seek === null ? [] : (['seek'] as const)),
    ...row.exchanges.keys(),
    ...(row.checks === null ? [] : (['checks'] as const)),
    ...(row.marks === null ? [] : (['marks'] as const)),
  ];
}

/** The place in the row of an exchange that was saved before, perhaps while it ran; else behind the others. */
export function placeOfSaved(row: Row, exchange: Exchange, { exchanges }: LogRecords): number {
  const before = row.exchanges.findIndex((held) => exchanges.get(held).id === exchange.id);
  return before < 0 ? row.exchanges.length : before;
}
