/**
 * Picks as many numbers as possible that rise from left to right: what stands in order when some were
 * moved.
 * @param numbers all different
 * @returns their indexes, rising
 */
export function longestRising(numbers: readonly number[]): number[] {
  /** `ends[n]`: index of the smallest number that a rising row of n + 1 ends with. */
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  const numberAt = (index: number | undefined) => numbers[index ?? -1] ?? Number.NaN;
  for (const [index, number] of numbers.entries()) {
    let from = 0;
    let to = ends.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (numberAt(ends[middle]) < number) from = middle + 1;
      else to = middle;
    }
    before.push(ends[from - 1]);
    ends[from] = index;
  }
  const row: number[] = [];
  for (let at = ends.at(-1); at !== undefined; at = before[at]) row.push(at);
  return row.reverse();
}
