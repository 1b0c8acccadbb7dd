import type { SweepSummary } from '../../contract/sweep.ts';
import { repeatCommand } from '../../report/text/repeat-command.ts';
import { askText, reasonOf, targetNameOf, videoNameOf } from '../../report/text/result-words.ts';
import { formatCount, formatDuration } from '../../seek/format.ts';
import type {
  SweepDifference,
  TimesCompared,
  Worsened,
} from '../../sweep/compare/compare-sweeps.ts';
import { safeText } from '../safe-text.ts';

/** What has changed from one sweep to another, for people. */
export function differenceText(difference: SweepDifference, after: SweepSummary): string {
  const { worse, better, same, onlyBefore, onlyAfter, worst, times } = difference;
  const lines = [
    row(
      'seeks',
      `${formatCount(worse)} worse, ${formatCount(better)} better, ${formatCount(same)} the same`,
    ),
    ...(onlyBefore + onlyAfter > 0
      ? [row('', `${formatCount(onlyBefore)} only before, ${formatCount(onlyAfter)} only after`)]
      : []),
    ...times.map((each, i) => row(i === 0 ? 'time' : '', timesLine(each))),
    ...worst.flatMap((each) => worsenedLines(each, after)),
  ];
  return `${lines.map(safeText).join('\n')}\n`;
}

function timesLine({ video, target, beforeMs, afterMs, pValue, isSlower }: TimesCompared): string {
  const chance = pValue < 0.001 ? 'below 0.001' : pValue.toFixed(3);
  const what = isSlower ? 'slower' : 'not slower';
  return `${what}: ${video} at ${target}, first byte ${formatDuration(beforeMs)} before, ${formatDuration(afterMs)} after (medians; by chance: ${chance})`;
}

function worsenedLines({ result, before }: Worsened, summary: SweepSummary): string[] {
  const { verdict } = result;
  const who = `${videoNameOf(result, summary)} at ${targetNameOf(result, summary)}`;
  const code = verdict.code ?? result.seek.error?.code ?? 'no check';
  const again = repeatCommand(result, summary).seeklab;
  return [
    '',
    row(
      'worse',
      `${askText(result.ask)} in ${who}: ${before.result} before, now ${verdict.result}, ${code}`,
    ),
    row('', reasonOf(result)),
    ...(again === null ? [] : [row('', again)]),
  ];
}

const row = (name: string, text: string) => `  ${name.padEnd(8)}${text}`;
