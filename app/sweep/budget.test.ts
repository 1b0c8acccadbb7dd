import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../checks/rules/limits.ts';
import { badnessOf, verdictOf } from '../checks/verdict.ts';
import { type Budget, checkGrade, limits } from '../contract/budget.ts';
import { type CheckResult, checkCode, checkOutcome } from '../contract/check.ts';
import { brokenStatus } from '../report/test-support/make-sweep.ts';
import { limitsOf, regrade } from './budget.ts';

const anyCode = fc.constantFrom(...checkCode.options);
const anyChecks: fc.Arbitrary<CheckResult[]> = fc.array(
  fc
    .record({ code: anyCode, result: fc.constantFrom(...checkOutcome.options) })
    .map((part) => ({ ...brokenStatus, ...part })),
);
const anyBudget: fc.Arbitrary<Budget> = fc.record(
  {
    checks: fc.dictionary(anyCode, fc.constantFrom(...checkGrade.options)),
    limits: fc.dictionary(
      fc.constantFrom(...Object.keys(limits.shape)),
      fc.nat().map((ms) => ms / 8),
    ),
  },
  { requiredKeys: [] },
);

describe('severities', () => {
  it('are those of the budget where a check finds fault, whatever they were', () => {
    fc.assert(
      fc.property(anyChecks, anyBudget, (checks, budget) => {
        const graded = regrade(checks, budget);
        expect(graded.length).toBe(checks.length);
        for (const [i, { code, result }] of checks.entries()) {
          const grade = budget.checks?.[code];
          const isFault = result === 'fail' || result === 'warn';
          if (grade === undefined) expect(graded[i]).toBe(checks[i]);
          else if (grade === 'off') expect(graded[i]).toMatchObject({ code, result: 'skip' });
          else expect(graded[i]).toEqual({ ...checks[i], result: isFault ? grade : result });
        }
      }),
    );
  });

  it('are the same when they are graded once more', () => {
    fc.assert(
      fc.property(anyChecks, anyBudget, (checks, budget) => {
        const once = regrade(checks, budget);
        expect(regrade(once, budget)).toEqual(once);
      }),
    );
  });

  it('make a verdict worse only where one is "fail", and better only where one is not', () => {
    const gradesIn = (budget: Budget) => Object.values(budget.checks ?? {});
    fc.assert(
      fc.property(anyChecks, anyBudget, (checks, budget) => {
        const change =
          badnessOf(verdictOf(regrade(checks, budget)).result) -
          badnessOf(verdictOf(checks).result);
        if (!gradesIn(budget).includes('fail')) expect(change).toBeLessThanOrEqual(0);
        if (gradesIn(budget).every((grade) => grade === 'fail')) {
          expect(change).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('stay without a budget', () => {
    expect(regrade([brokenStatus], null)).toEqual([brokenStatus]);
  });
});

describe('limits', () => {
  it('that a budget names take the place of the usual ones, which stay as they are', () => {
    const usual = { ...LIMITS };
    fc.assert(
      fc.property(anyBudget, (budget) => {
        expect(limitsOf(budget)).toEqual({ ...usual, ...budget.limits });
        expect(LIMITS).toEqual(usual);
      }),
    );
    expect(limitsOf(null)).toEqual(usual);
  });

  it('are all those that the rules have', () => {
    expect(Object.keys(limits.shape)).toEqual(Object.keys(LIMITS));
  });
});
