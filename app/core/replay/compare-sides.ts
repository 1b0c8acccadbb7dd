import { compareChecks } from '../../checks/compare/compare-checks.ts';
import { verdictOf } from '../../checks/verdict.ts';
import type { CheckResult } from '../../contract/check.ts';
import type { LogEntry } from '../../contract/log.ts';
import type { ReplayItem, ReplaySide } from '../../contract/replay.ts';
import type { ReplayAsk, SeekEntry } from './replay-asks.ts';

/**
 * What came of a seek that was made again, beside how it was. Without a player nobody looks at a picture: checks
 * that say nothing on one side count on neither.
 */
export function replayItemOf(
  { entryName, asked, before }: ReplayAsk,
  after: SeekEntry,
): ReplayItem {
  if (before === null) {
    const own = after.checks;
    return { videoName: entryName, asked, before: null, after: sideOf(after, own), changed: [] };
  }
  const both = compareChecks(before, after).flatMap(({ first, second }) =>
    hasSaid(first) && hasSaid(second) ? [{ first, second }] : [],
  );
  const changed = both.filter(({ first, second }) => first.result !== second.result);
  return {
    videoName: entryName,
    asked,
    before: sideOf(
      before,
      both.map(({ first }) => first),
    ),
    after: sideOf(
      after,
      both.map(({ second }) => second),
    ),
    changed: changed.map(({ first, second }) => ({
      code: first.code,
      before: first.result,
      after: second.result,
    })),
  };
}

const hasSaid = (check: CheckResult | null): check is CheckResult =>
  check !== null && check.result !== 'skip';

function sideOf(
  { number, seek, verdict }: Extract<LogEntry, { kind: 'seek' }>,
  checks: readonly CheckResult[],
): ReplaySide {
  const { landed, status, firstByteMs, error } = seek;
  return {
    number,
    verdict: verdict === null ? null : verdictOf(checks).result,
    landed: landed && { timeMs: landed.timeMs, offset: landed.offset },
    status,
    firstByteMs,
    error: error?.code ?? null,
  };
}
