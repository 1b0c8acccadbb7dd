import { badnessOf } from '../checks/verdict.ts';
import { type CheckCode, type CheckResult, checkCode } from '../contract/check.ts';
import { errorTable, isErrorCode } from '../contract/errors.ts';
import type { Seek } from '../contract/seek.ts';
import type { SweepCounts, SweepResult, SweepSummary } from '../contract/sweep.ts';

/** The worst results that are kept to be shown. */
const WORST_KEPT = 10;

type Counted = SweepSummary['checks'][number];

/** Counts results as they come. */
export class Tally {
  readonly counts: SweepCounts;
  readonly #checks = new Map<CheckCode, Counted>();
  readonly #worst: SweepResult[] = [];
  #unanswered = 0;

  constructor(planned: number) {
    this.counts = { planned, done: 0, pass: 0, warn: 0, fail: 0, skip: 0 };
  }

  /** @param checks all of them, also those that the result leaves out */
  add(result: SweepResult, checks: readonly CheckResult[]): void {
    this.counts.done += 1;
    this.counts[result.verdict.result] += 1;
    if (isNobodyThere(result.seek)) this.#unanswered += 1;
    for (const { code, result: outcome } of checks) {
      const counted = this.#checks.get(code) ?? { code, pass: 0, warn: 0, fail: 0, skip: 0 };
      counted[outcome] += 1;
      this.#checks.set(code, counted);
    }
    this.#keepIfBad(result);
  }

  /** Was there never anybody to answer? */
  get isNobodyThere(): boolean {
    return this.#unanswered > 0 && this.#unanswered === this.counts.done;
  }

  /** How often each check came to each result, in the order of the rules. */
  get checks(): Counted[] {
    return checkCode.options.flatMap((code) => this.#checks.get(code) ?? []);
  }

  /** The first ones of each kind of failure, then of each warning; the worst first. */
  get worst(): readonly SweepResult[] {
    return this.#worst;
  }

  /** One of each kind says more than ten of the same. */
  #keepIfBad(result: SweepResult): void {
    const { verdict } = result;
    if (verdict.result !== 'fail' && verdict.result !== 'warn') return;
    if (this.#worst.some((known) => isAlike(known, result))) return;
    this.#worst.push(result);
    this.#worst.sort((a, b) => badnessOf(b.verdict.result) - badnessOf(a.verdict.result));
    this.#worst.length = Math.min(this.#worst.length, WORST_KEPT);
  }
}

/** Did a seek fail because nobody answered? */
export function isNobodyThere({ state, error }: Seek): boolean {
  if (state !== 'failed' || error === null || !isErrorCode(error.code)) return false;
  return errorTable[error.code].exitCode === 3;
}

function isAlike(a: SweepResult, b: SweepResult): boolean {
  return (
    a.verdict.result === b.verdict.result &&
    a.verdict.code === b.verdict.code &&
    a.target === b.target &&
    a.seek.error?.code === b.seek.error?.code
  );
}
