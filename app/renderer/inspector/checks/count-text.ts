import { type CheckResult, checkOutcome } from '../../../contract/check.ts';

const words = { pass: 'passed', warn: 'warned', fail: 'failed', skip: 'skipped' } as const;

/** `24 passed, 7 skipped`. */
export function countsText(checks: readonly CheckResult[]): string {
  return checkOutcome.options
    .map((outcome) => ({
      outcome,
      count: checks.filter(({ result }) => result === outcome).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ outcome, count }) => `${count} ${words[outcome]}`)
    .join(', ');
}
