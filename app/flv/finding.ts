/** How bad a finding is: worth knowing, may trouble players, breaks playing or seeking. */
export type Severity = 'info' | 'warn' | 'fail';

/** A thing found while reading a file. */
export interface Finding {
  /** Stable: tests and users rely on it. */
  code: string;
  severity: Severity;
  /** Where, in bytes from the start of the file; null when it is about the whole. */
  offset: number | null;
  /** One sentence, with the value seen and what was expected. */
  message: string;
}

/** How many findings of one code are listed; the rest is counted. */
const listedPerCode = 20;

/**
 * Collects findings. A damaged file can have one per tag, so of each code the first 20 are kept
 * and the others are counted.
 */
export class FindingList {
  private readonly listed: Finding[] = [];
  private readonly counts = new Map<string, { severity: Severity; count: number }>();

  add(code: string, severity: Severity, offset: number | null, message: string): void {
    const entry = this.counts.get(code) ?? { severity, count: 0 };
    entry.count++;
    this.counts.set(code, entry);
    if (entry.count <= listedPerCode) this.listed.push({ code, severity, offset, message });
  }

  /** How many of that code were added. */
  count(code: string): number {
    return this.counts.get(code)?.count ?? 0;
  }

  /** The findings in order of offset, the ones about the whole file last. */
  finish(): Finding[] {
    const rest = [...this.counts]
      .filter(([, { count }]) => count > listedPerCode)
      .map(([code, { severity, count }]) => ({
        code,
        severity,
        offset: null,
        message: `${count - listedPerCode} more of ${code} are not listed.`,
      }));
    const offsetOf = (finding: Finding) => finding.offset ?? Number.POSITIVE_INFINITY;
    const inOrder = this.listed
      .map((finding, i) => ({ finding, i }))
      .sort((a, b) => compare(offsetOf(a.finding), offsetOf(b.finding)) || a.i - b.i)
      .map(({ finding }) => finding);
    return [...inOrder, ...rest];
  }
}

/** Like subtraction, but two infinities are equal and not NaN. */
function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
