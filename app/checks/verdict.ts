import {
  type CheckOutcome,
  type CheckResult,
  checkOutcome,
  type Verdict,
} from '../contract/check.ts';

const worstFirst: readonly CheckOutcome[] = ['fail', 'warn', 'pass', 'skip'];

/** The worst result of all, and the check that came to it. */
export function verdictOf(results: readonly CheckResult[]): Verdict {
  for (const result of worstFirst) {
    const found = results.find((each) => each.result === result);
    if (found) return { result, code: isBad(result) ? found.code : null };
  }
  return { result: 'skip', code: null };
}

/** Is it something to act on? */
export function isBad(result: CheckOutcome): boolean {
  return result === 'fail' || result === 'warn';
}

/** How bad it is: more is worse. */
export function badnessOf(result: CheckOutcome): number {
  return checkOutcome.options.length - worstFirst.indexOf(result);
}
