import { rules } from '../../checks/rules/index.ts';
import type { CheckCode, CheckOutcome, CheckResult } from '../../contract/check.ts';
import type { Seek } from '../../contract/seek.ts';
import type { SweepAsk, SweepResult, SweepSummary, SweepTarget } from '../../contract/sweep.ts';
import { formatAsked } from '../../seek/format.ts';

/** As it was asked: `0:42.300`, `@1,204,887`, `#21`, `start=1e3`, `no start`. */
export function askText(ask: SweepAsk): string {
  if (ask.kind !== 'start') return formatAsked(ask);
  return ask.text === null ? 'no start' : `start=${ask.text}`;
}

/** `origin-3`, `embedded as nginx`. */
export function targetText({ name, personality }: SweepTarget): string {
  if (name !== null) return name;
  return personality === null ? 'embedded' : `embedded as ${personality}`;
}

export function videoNameOf({ video, seek }: SweepResult, { videos }: SweepSummary): string {
  return videos[video]?.name ?? seek.videoName;
}

export function targetNameOf({ target }: SweepResult, { targets }: SweepSummary): string {
  const known = targets[target];
  return known === undefined ? 'unknown' : targetText(known);
}

/** The check that the verdict names. */
export function decidingCheck({ verdict, checks }: SweepResult): CheckResult | null {
  return checks.find(({ code }) => code === verdict.code) ?? null;
}

/** Why it came to that, in a sentence; empty where there is nothing to say. */
export function reasonOf(result: SweepResult): string {
  return decidingCheck(result)?.message ?? result.seek.error?.message ?? '';
}

/** How far from the asked time it landed; null where either is not known. */
export function landedErrorMs({ expectedMs, landed }: Seek): number | null {
  return expectedMs === null || landed === null ? null : landed.timeMs - expectedMs;
}

/** What to do about a check that came to something bad. */
export function fixOf(code: CheckCode): string {
  return rules.find((rule) => rule.code === code)?.fix ?? '';
}

/** Each has a sign of its own: a colour alone says nothing to many. */
export const signs: Readonly<Record<CheckOutcome, string>> = {
  pass: '✓',
  warn: '!',
  fail: '✗',
  skip: '–',
};
