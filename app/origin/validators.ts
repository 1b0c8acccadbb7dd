import type { IncomingHttpHeaders } from 'node:http';
import { isStrongDate } from '../http/if-range.ts';

/** What identifies one state of a file in HTTP (RFC 9110, section 8.8). */
export interface Validators {
  /** Strong, with quotes. */
  etag: string;
  /** HTTP date, whole seconds. Null for a time in the future: section 8.8.2.1 forbids to send it. */
  lastModified: string | null;
  /** Could the file not have changed twice within the second that `lastModified` names? */
  isDateStrong: boolean;
}

/**
 * Makes the validators of a file's state.
 * @param modifiedNs modification time, nanoseconds since the epoch
 * @param nowEpochMs the server's clock
 */
export function validatorsOf(
  sizeBytes: bigint,
  modifiedNs: bigint,
  nowEpochMs: number,
): Validators {
  const modifiedMs = Number(modifiedNs / 1_000_000n);
  return {
    etag: `"${sizeBytes.toString(16)}-${modifiedNs.toString(16)}"`,
    lastModified: modifiedMs > nowEpochMs ? null : new Date(modifiedMs).toUTCString(),
    isDateStrong: isStrongDate(modifiedMs, nowEpochMs),
  };
}

/**
 * Evaluates the preconditions of a GET or HEAD in the order of RFC 9110, section 13.2.2.
 * @returns the status to answer with: 200 go on, 304 not modified, 412 precondition failed
 */
export function evaluatePreconditions(
  headers: IncomingHttpHeaders,
  validators: Validators,
): 200 | 304 | 412 {
  const ifMatch = headers['if-match'];
  const ifNoneMatch = headers['if-none-match'];
  const modifiedMs = Date.parse(validators.lastModified ?? '');

  if (ifMatch !== undefined) {
    if (!listsTag(ifMatch, validators.etag, 'strong')) return 412;
  } else if (modifiedMs > Date.parse(headers['if-unmodified-since'] ?? '')) return 412;

  if (ifNoneMatch !== undefined) {
    if (listsTag(ifNoneMatch, validators.etag, 'weak')) return 304;
  } else if (modifiedMs <= Date.parse(headers['if-modified-since'] ?? '')) return 304;

  return 200;
}

/** Does an entity-tag list name this tag? `*` does; a weak tag only matches in weak comparison. */
function listsTag(list: string, etag: string, comparison: 'strong' | 'weak'): boolean {
  if (list.trim() === '*') return true;
  // Tags are quoted and our own hold no comma, so that splitting at commas cannot make a false match.
  return list.split(',').some((entry) => {
    const tag = entry.trim();
    return tag === etag || (comparison === 'weak' && tag === `W/${etag}`);
  });
}
