import { type CheckCode, type CheckResult, checkCode } from '../../contract/check.ts';
import type { LogEntry } from '../../contract/log.ts';

/** What one check said of both rows. */
export interface ComparedCheck {
  code: CheckCode;
  /** Null where it has not run. */
  first: CheckResult | null;
  second: CheckResult | null;
  /** Did it come to another result? */
  differs: boolean;
}

/** Every check that ran on either row, in the order of all checks. */
export function compareChecks(first: LogEntry, second: LogEntry): ComparedCheck[] {
  const find = ({ checks }: LogEntry, code: CheckCode) =>
    checks.find((result) => result.code === code) ?? null;
  return checkCode.options.flatMap((code) => {
    const [one, two] = [find(first, code), find(second, code)];
    if (one === null && two === null) return [];
    return [{ code, first: one, second: two, differs: one?.result !== two?.result }];
  });
}
