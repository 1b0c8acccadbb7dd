/** What ranks say of two samples. */
export interface RankTest {
  /** How likely ranks this far apart are where nothing has changed; two-sided. */
  pValue: number;
  /** How likely one of the second is larger than one of the first; 0.5: neither is. */
  superiority: number;
}

/**
 * The test of Mann and Whitney, by its normal approximation with the correction for ties: it asks which
 * values are larger, not by how much, so a few that a busy machine has held up decide nothing.
 */
export function rankTest(first: readonly number[], second: readonly number[]): RankTest {
  const [n, m] = [first.length, second.length];
  if (n === 0 || m === 0) return { pValue: 1, superiority: 0.5 };
  const { rankSum, ties } = ranksOf(first, second);
  const u = rankSum - (m * (m + 1)) / 2;
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  const superiority = u / (n * m);
  if (!(variance > 0)) return { pValue: 1, superiority };
  const distance = Math.max(0, Math.abs(u - (n * m) / 2) - 0.5);
  return { pValue: 2 * upperTail(distance / Math.sqrt(variance)), superiority };
}

/** @returns the sum of the ranks of the second sample, and of t³ - t over groups of equal values */
function ranksOf(first: readonly number[], second: readonly number[]) {
  const all = [
    ...first.map((value) => ({ value, isSecond: false })),
    ...second.map((value) => ({ value, isSecond: true })),
  ].sort((a, b) => a.value - b.value);
  let rankSum = 0;
  let ties = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    let ofSecond = 0;
    while (to < all.length && all[to]?.value === all[from]?.value) {
      if (all[to]?.isSecond) ofSecond += 1;
      to += 1;
    }
    const count = to - from;
    rankSum += ofSecond * ((from + 1 + to) / 2);
    ties += count ** 3 - count;
    from = to;
  }
  return { rankSum, ties };
}

/** Of the normal distribution, z 0 or more (Abramowitz and Stegun, 26.2.17; error below 7.5e-8). */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
