/** A row in which ours is not the same as its model, and stays so. */
export interface KnownDifference {
  personality: string;
  row: number;
  reason: string;
  /**
   * `status`: status and connection are the same. `silence`: ours gives no answer at all.
   * `contract`: ours does what the contract says, as beside patched Perlbal.
   */
  ours: 'status' | 'silence' | 'contract';
}

const lua = 'perlbal-patch beside nginx with Lua';

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
  ...[6, 7, 10, 22].map((row) => ({
    personality: lua,
    row,
    reason: 'nginx hands on the page that storage made for its 416',
    ours: 'status' as const,
  })),
  ...[8, 9, 12, 14, 15].map((row) => ({
    personality: lua,
    row,
    reason: 'nginx takes a start that is no offset for none and sends the whole file',
    ours: 'contract' as const,
  })),
  ...[18, 20].map((row) => ({
    personality: lua,
    row,
    reason: 'on HEAD storage answers for the whole file, and nginx hands on its length',
    ours: 'contract' as const,
  })),
  ...[25, 26].map((row) => ({
    personality: lua,
    row,
    reason:
      'of the application’s fields X-Accel-Redirect keeps a few, and takes the others from storage',
    ours: 'contract' as const,
  })),
  ...[28, 30].map((row) => ({
    personality: lua,
    row,
    reason: 'X-Accel-Redirect forgets the application’s status',
    ours: 'contract' as const,
  })),
  ...[50, 58, 60, 61, 63, 64, 68, 71].map((row) => ({
    personality: lua,
    row,
    reason: 'nginx does not hold what storage sends against what was asked',
    ours: 'contract' as const,
  })),
];

/** What is different in that row; null when it has to be the same. */
export function differenceIn(personality: string, row: number): KnownDifference | null {
  const known = knownDifferences.find(
    (difference) => difference.personality === personality && difference.row === row,
  );
  return known ?? null;
}
