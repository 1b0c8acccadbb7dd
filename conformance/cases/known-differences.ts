/** A row in which ours is not the same as its model, and stays so. */
export interface KnownDifference {
  personality: string;
  row: number;
  reason: string;
  /** `status`: status and connection are the same. `silence`: ours gives no answer at all. */
  ours: 'status' | 'silence';
}

/** All of them; docs/conformance.md lists the same, and a test holds the two together. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    personality: 'perlbal-patch with quirks',
    row: 71,
    reason: 'a storage head with bare LF is no HTTP to us: the client waits, as with other garbage',
    ours: 'silence',
  },
  {
    personality: 'nginx',
    row: 245,
    reason: 'the page of a 404 is the one of the server behind the reproxy, not of nginx',
    ours: 'status',
  },
];

/** What is different in that row; null when it has to be the same. */
export function differenceIn(personality: string, row: number): KnownDifference | null {
  const known = knownDifferences.find(
    (difference) => difference.personality === personality && difference.row === row,
  );
  return known ?? null;
}
