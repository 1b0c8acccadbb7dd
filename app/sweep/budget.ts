import { LIMITS } from '../checks/rules/limits.ts';
import { isBad } from '../checks/verdict.ts';
import type { Budget, Limits } from '../contract/budget.ts';
import type { CheckResult } from '../contract/check.ts';

/** The usual limits, and in their place those that a budget names. */
export function limitsOf(budget: Budget | null): Limits {
  return Object.assign({ ...LIMITS }, budget?.limits);
}

/** What checks came to, as severe as a budget says; those that it does not name stay as they are. */
export function regrade(checks: readonly CheckResult[], budget: Budget | null): CheckResult[] {
  return checks.map((check) => {
    const grade = budget?.checks?.[check.code];
    if (grade === undefined) return check;
    if (grade === 'off') return switchedOff(check);
    return isBad(check.result) ? { ...check, result: grade } : check;
  });
}

function switchedOff(check: CheckResult): CheckResult {
  const message = 'The budget has it switched off.';
  return { ...check, result: 'skip', message, seen: '', expected: '', at: null };
}
