import { seededShare } from '../sweep/plan/seeded.ts';
import type { FaultName, FaultPart } from './fault-kinds.ts';

/** A byte: of the file, or so many into the body of an answer. */
export interface FaultPlace {
  readonly byte: number;
  readonly isIntoBody: boolean;
}

/** A fault, and to which requests it is shown. */
export interface FaultRule {
  readonly part: FaultPart;
  readonly name: FaultName;
  /** Null where the fault takes none. */
  readonly place: FaultPlace | null;
  /** Bytes, ms or kB/s; null where the fault takes none. */
  readonly amount: number | null;
  /** Name in the library; null: any. */
  readonly video: string | null;
  /** Only requests for this byte of the file or a later one. */
  readonly from: number;
  /** Of those that it is meant for, each so manieth. */
  readonly every: number;
  /** Of those, this share, 0 to 1; which ones the seed says. */
  readonly chance: number;
  readonly seed: number;
}

/** Bytes of a file. */
export interface FaultyPart {
  readonly start: number;
  readonly length: number;
}

/** What is known of a request when an embedded part has to decide. */
export interface FaultyRequest {
  readonly video: string;
  /** What it asks for; nothing where no body follows. */
  readonly part: FaultyPart;
  /** Does it ask by Range? */
  readonly isRanged: boolean;
  /** Port at the other end of the connection. */
  readonly clientPort: number | null;
}

/** Decides what a part does wrong for a request, in the order in which the faults were asked for. */
export type FaultsFor = (request: FaultyRequest) => readonly FaultRule[];

/** Is the rule about such requests, and would anything of it be seen? Only these are counted. */
export function isMeantFor(rule: FaultRule, { video, part, isRanged }: FaultyRequest): boolean {
  if (rule.video !== null && rule.video !== video) return false;
  if (part.start < rule.from) return false;
  if (rule.place !== null) return bytesInto(rule.place, part) !== null;
  return isRanged || !ofRanges.has(rule.name);
}

/** Without a Range there is nothing to do wrong. */
const ofRanges: ReadonlySet<FaultName> = new Set(['ignores-range', 'wrong-content-range']);

/**
 * Does that request get to see the fault? The same rule gives the same answer on every machine.
 * @param turn 1, 2, 3 ... among the requests that it is meant for
 */
export function isShownAt({ every, chance, seed }: FaultRule, turn: number): boolean {
  return turn % every === 0 && (chance >= 1 || seededShare(seed, turn) < chance);
}

/** How many bytes into a part that place is; null where the part does not have it. */
export function bytesInto(place: FaultPlace, part: FaultyPart): number | null {
  const into = place.isIntoBody ? place.byte : place.byte - part.start;
  return into >= 0 && into < part.length ? into : null;
}
