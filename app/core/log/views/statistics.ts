import { badnessOf } from '../../../checks/verdict.ts';
import type { LogSpread, LogStatistics } from '../../../contract/log.ts';
import type { FactTable, NumberFact } from './fact-table.ts';

const FAILED = badnessOf('fail');

/** @param numbers of rows whose facts are known */
export function statisticsOf(
  numbers: Float64Array,
  facts: FactTable,
): Omit<LogStatistics, 'unread'> {
  let failures = 0;
  for (const number of numbers) {
    const badness = facts.numberAt('badness', number);
    if (badness === FAILED || (badness === 0 && facts.isProblem(number))) failures += 1;
  }
  return {
    count: numbers.length,
    failures,
    picture: spreadOf('pictureMs', numbers, facts),
    firstByte: spreadOf('firstByteMs', numbers, facts),
  };
}

function spreadOf(fact: NumberFact, numbers: Float64Array, facts: FactTable): LogSpread | null {
  const values = new Float64Array(numbers.length);
  let count = 0;
  for (const number of numbers) {
    const value = facts.numberAt(fact, number);
    if (!Number.isNaN(value)) values[count++] = value;
  }
  if (count === 0) return null;
  const sorted = values.subarray(0, count).sort();
  /** The least value that so many are not above. */
  const at = (share: number) => sorted[Math.max(Math.ceil(share * count) - 1, 0)] ?? 0;
  return { count, p50: at(0.5), p95: at(0.95), max: at(1) };
}
