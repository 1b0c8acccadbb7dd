import type { Verdict } from '../../contract/check.ts';
import type { Exchange } from '../../contract/exchange.ts';
import type { RowMarks } from '../../contract/marks.ts';
import type { Seek } from '../../contract/seek.ts';
import type { PackedRef } from './packing/packed-store.ts';

/** A value as it is while it may change, or where it is packed. */
export type Held<T extends object> = T | PackedRef;

/** One row of the log as the log keeps it. */
export interface Row {
  /** 1, 2, 3 ... in order of arrival. */
  readonly number: number;
  readonly atEpochMs: number;
  /** What ties a seek and its exchanges together; null for a request of somebody else. */
  readonly seekId: string | null;
  /** Null for a request of another client, and until the page has told of the seek. */
  seek: Held<Seek> | null;
  readonly exchanges: Held<Exchange>[];
  /** One of them went wrong. */
  hasBadExchange: boolean;
  /** Of the seek alone; null when its exchanges tell. */
  isSeekBad: boolean | null;
  /** What its checks say; null before they have run. */
  checks: PackedRef | null;
  verdict: Verdict | null;
  /** What somebody wrote on it; null where nobody did. */
  marks: RowMarks | null;
  /** Null while it is quickly made anew. */
  summary: PackedRef | null;
}

export function makeRow(number: number, atEpochMs: number, seekId: string | null): Row {
  return {
    number,
    atEpochMs,
    seekId,
    seek: null,
    exchanges: [],
    hasBadExchange: false,
    isSeekBad: null,
    checks: null,
    verdict: null,
    marks: null,
    summary: null,
  };
}

export function isPacked<T extends object>(held: Held<T>): held is PackedRef {
  return typeof held === 'number';
}

/** Does something of the row still go on? */
export function isRunning({ seek, exchanges }: Row): boolean {
  return (seek !== null && !isPacked(seek)) || exchanges.some((held) => !isPacked(held));
}

export function entryCountOf({ seek, exchanges }: Row): number {
  return exchanges.length + (seek === null ? 0 : 1);
}

/** Did something go wrong in it? */
export function isProblem({ isSeekBad, hasBadExchange }: Row): boolean {
  return isSeekBad ?? hasBadExchange;
}

/** Does it stay, however many come? */
export function isPinned({ marks }: Row): boolean {
  return marks?.isPinned ?? false;
}
