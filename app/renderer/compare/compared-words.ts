import type { AlignedLine, LineDifference } from '../../checks/compare/align-heads.ts';
import type { ComparedCheck } from '../../checks/compare/compare-checks.ts';
import type { BodyDifference } from '../../checks/compare/known-bytes.ts';
import { isBad } from '../../checks/verdict.ts';
import type { LogEntry } from '../../contract/log.ts';
import { toHex } from '../../flv/hex.ts';
import { formatCount, plural } from '../../seek/format.ts';
import type { ComparedRow } from '../model/stores.ts';

/** The two sides, on the screen and in the copied text. */
export const sideNames = ['A', 'B'] as const;
export type SideName = (typeof sideNames)[number];

/** `Seek 12`, `Request 14`. */
export function rowName({ number, entry }: ComparedRow): string {
  if (entry === null) return `Row ${number}`;
  return entry.kind === 'seek' ? `Seek ${number}` : `Request ${number}`;
}

/** What must be known of a row before it is compared; empty when there is nothing to say. */
export function notesOn({ entry, isGone }: ComparedRow): string[] {
  if (entry === null) return [isGone ? 'The log has forgotten this row.' : 'Being read.'];
  return [
    isGone ? 'The log has forgotten this row since; this is what was read of it.' : '',
    isRunning(entry) ? 'Still running: more may come.' : '',
    entry.kind === 'request' ? 'No seek made this request: nothing landed or was played.' : '',
    entry.exchanges.length === 0 ? whyNoExchange(entry) : '',
    entry.exchanges.some(({ leftOutBytes }) => leftOutBytes > 0)
      ? 'It had more heads than the log keeps.'
      : '',
  ].filter(Boolean);
}

function isRunning(entry: LogEntry): boolean {
  const isSeeking = entry.kind === 'seek' && entry.seek.state === 'running';
  return isSeeking || entry.exchanges.some(({ outcome }) => outcome === 'running');
}

function whyNoExchange(entry: LogEntry): string {
  const isBuffered = entry.kind === 'seek' && entry.seek.source === 'buffer';
  return isBuffered
    ? 'Shown from the buffer: nothing was asked.'
    : 'There is no record of a request for it.';
}

const differenceWords: Record<LineDifference, string> = {
  value: 'value differs',
  case: 'name spelled otherwise',
  spacing: 'white space differs',
  order: 'at another place',
  missing: 'only here',
  duplicate: 'once more here',
};

/** What differs of two lines, in words: `value differs, at another place`, `only in A`. */
export function lineWords({ first, second, differences }: AlignedLine): string {
  const side = second === null ? 'A' : first === null ? 'B' : null;
  return differences
    .map((each) => {
      const words = differenceWords[each];
      return side === null ? words : words.replace('here', `in ${side}`);
    })
    .join(', ');
}

/** What is known of two bodies, in one sentence. */
export function bodyWords({ comparedBytes, first }: BodyDifference, from: string): string {
  if (comparedBytes === 0) return `${from}: nothing is known of both.`;
  if (first === null) {
    return `${from}: no difference in the ${plural(comparedBytes, 'byte')} that are known of both.`;
  }
  const [one, two] = first.seen.map((byte) => toHex(Uint8Array.of(byte)));
  return `${from}: the first difference is at byte ${formatCount(first.offset)}: ${one} in A, ${two} in B.`;
}

/** Did a check come to another result, or to a bad one? */
export function isWorthTelling({ first, second, differs }: ComparedCheck): boolean {
  return differs || [first, second].some((each) => each !== null && isBad(each.result));
}

/** How many checks are not worth a line of their own. */
export function sameChecksWords(checks: readonly ComparedCheck[]): string {
  const same = checks.length - checks.filter(isWorthTelling).length;
  return same === 0 ? '' : `${plural(same, 'check')} came to the same, and to nothing bad.`;
}
