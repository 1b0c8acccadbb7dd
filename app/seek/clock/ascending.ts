/** Index of the last value that is not greater than the limit, -1 when all are; values ascend. */
export const lastNotAfter = (values: readonly number[], limit: number) =>
  countWhile(values, (value) => value <= limit) - 1;

/** Index of the last value that is less than the limit, -1 when none is; values ascend. */
export const lastBefore = (values: readonly number[], limit: number) =>
  countWhile(values, (value) => value < limit) - 1;

/** How many values at the front fulfil what the rest does not. */
function countWhile(values: readonly number[], isInFront: (value: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isInFront(values[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
