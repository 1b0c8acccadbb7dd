/** A row in which ours is not the same as its model, and stays so. */
export interface KnownDifference {
  personality: string;
  row: number;
  reason: string;
}

/** All of them; docs/conformance.md lists the same, and a test holds the two together. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    personality: 'nginx',
    row: 245,
    reason: 'the page of a 404 is the one of the server behind the reproxy, not of nginx',
  },
];

/** Why that row differs; null when it has to be the same. */
export function differenceIn(personality: string, row: number): string | null {
  const known = knownDifferences.find(
    (difference) => difference.personality === personality && difference.row === row,
  );
  return known?.reason ?? null;
}
