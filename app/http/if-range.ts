/** The validators that a server has sent, or would send, as they stand in the fields. */
export interface SentValidators {
  etag: string | null;
  lastModified: string | null;
  /** Could the file not have changed twice within the second that `lastModified` names? */
  isDateStrong: boolean;
}

/**
 * Does If-Range let the Range field count (RFC 9110, section 13.1.5)? Only what is strong and the very
 * same does: a weak tag never, a date where it is strong (section 8.8.2.2).
 * @param condition the field's value; without one, Range counts
 */
export function mayUseRange(
  condition: string | undefined,
  { etag, lastModified, isDateStrong }: SentValidators,
): boolean {
  if (condition === undefined) return true;
  if (condition.startsWith('W/')) return false;
  if (condition.startsWith('"')) return condition === etag;
  return isDateStrong && condition === lastModified;
}

/** Is a date of change at least a second older than the moment at which it was said? */
export function isStrongDate(modifiedEpochMs: number, saidEpochMs: number): boolean {
  return saidEpochMs - modifiedEpochMs >= 1000;
}
