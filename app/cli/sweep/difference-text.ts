import type { SweepSummary } from '../../contract/sweep.ts';
import { budgetText } from '../../report/text/budget-text.ts';
import { repeatCommand } from '../../report/text/repeat-command.ts';
import { askText, reasonOf, targetNameOf, videoNameOf } from '../../report/text/result-words.ts';
import { formatCount, formatDuration } from '../../seek/format.ts';
import type {
  Compared,
  SweepDifference,
  TimesCompared,
} from '../../sweep/compare/compare-sweeps.ts';
import { safeText } from '../safe-text.ts';

/** What has changed from one sweep to another, for people. */
export function differenceText(
  difference: SweepDifference,
  before: SweepSummary,
  after: SweepSummary,
): string {
  const { worse, better, same, onlyBefore, onlyAfter, worst, times } = difference;
  const { stillFailing, still, failingOnlyAfter } = difference;
  const lines = [
    row(
      'seeks',
      `${formatCount(worse)} worse, ${formatCount(better)} better, ${formatCount(same)} the same`,
    ),
    ...(onlyBefore + onlyAfter > 0
      ? [
          row(
            '',
            `${formatCount(onlyBefore)} only before, ${formatCount(onlyAfter)} only after, ${formatCount(failingOnlyAfter)} of them failed`,
          ),
        ]
      : []),
    ...(stillFailing > 0
      ? [row('known', `${formatCount(stillFailing)} failed before and still do`)]
      : []),
    ...still.map((each) => row('', `${placeOf(each, after)}: ${codeOf(each)}`)),
    ...(stillFailing > still.length
      ? [row('', `and ${formatCount(stillFailing - still.length)} more`)]
      : []),
    ...budgetLines(before, after),
    ...times.map((each, i) => row(i === 0 ? 'time' : '', timesLine(each))),
    ...worst.flatMap((each) => worsenedLines(each, after)),
  ];
  return `${lines.map(safeText).join('\n')}\n`;
}

/** By another budget the same may count for more. */
function budgetLines(before: SweepSummary, after: SweepSummary): string[] {
  const [was, is] = [before, after].map(({ budget }) => (budget ? budgetText(budget) : 'none'));
  return was === is ? [] : [row('budget', `before ${was}`), row('', `now ${is}`)];
}

function timesLine({ video, target, beforeMs, afterMs, pValue, isSlower }: TimesCompared): string {
  const chance = pValue < 0.001 ? 'below 0.001' : pValue.toFixed(3);
  const what = isSlower ? 'slower' : 'not slower';
  return `${what}: ${video} at ${target}, first byte ${formatDuration(beforeMs)} before, ${formatDuration(afterMs)} after (medians; by chance: ${chance})`;
}

function placeOf({ result }: Compared, summary: SweepSummary): string {
  return `${askText(result.ask)} in ${videoNameOf(result, summary)} at ${targetNameOf(result, summary)}`;
}

function codeOf({ result: { verdict, seek } }: Compared): string {
  return verdict.code ?? seek.error?.code ?? 'no check';
}

function worsenedLines(compared: Compared, summary: SweepSummary): string[] {
  const { result, before } = compared;
  const again = repeatCommand(result, summary).seeklab;
  return [
    '',
    row(
      'worse',
      `${placeOf(compared, summary)}: ${before.result} before, now ${result.verdict.result}, ${codeOf(compared)}`,
    ),
    row('', reasonOf(result)),
    ...(again === null ? [] : [row('', again)]),
  ];
}

const row = (name: string, text: string) => `  ${name.padEnd(8)}${text}`;
