import type { SweepResult, SweepSummary } from '../../contract/sweep.ts';
import { budgetText } from '../../report/text/budget-text.ts';
import { repeatCommand } from '../../report/text/repeat-command.ts';
import { askText, reasonOf, targetNameOf, videoNameOf } from '../../report/text/result-words.ts';
import { formatCount, formatDuration, plural } from '../../seek/format.ts';
import { safeText } from '../safe-text.ts';

const ended: Readonly<Record<NonNullable<SweepSummary['endedEarly']>, string>> = {
  interrupted: 'ended early: it was interrupted',
  max_failures: 'ended early: there were as many failures as --max-failures allows',
  unreachable: 'ended early: nobody was there to ask',
  no_player: 'ended early: the player was lost too often',
};

/** What came of a sweep, for people, with the worst and how to ask for each of them once more. */
export function sweepText(summary: SweepSummary, worst: readonly SweepResult[]): string {
  const { counts, plan, seed, shard, budget, endedEarly } = summary;
  const seconds = (summary.endedAtEpochMs - summary.startedAtEpochMs) / 1000;
  const lines = [
    `${plan} in ${namesOf(summary)}, seed ${seed}${shard ? `, shard ${shard.index} of ${shard.total}` : ''}`,
    row('asked', `${formatCount(counts.done)} of ${plural(counts.planned, 'seek')}`),
    row('verdict', countsText(summary)),
    ...(budget ? [row('budget', budgetText(budget))] : []),
    row('time', `${formatDuration(seconds * 1000)}, ${rate(counts.done, seconds)}`),
    ...(endedEarly ? [row('', ended[endedEarly])] : []),
    ...worst.flatMap((result) => worstLines(result, summary)),
  ];
  return `${lines.map(safeText).join('\n')}\n`;
}

function countsText({ counts }: SweepSummary): string {
  const { pass, warn, fail, skip } = counts;
  const worst = fail > 0 ? 'fail' : warn > 0 ? 'warn' : pass > 0 ? 'pass' : 'skip';
  const shown = [pass, warn, fail, skip].map(formatCount);
  return `${worst}: ${shown[0]} passed, ${shown[1]} warned, ${shown[2]} failed, ${shown[3]} skipped`;
}

function namesOf({ videos }: SweepSummary): string {
  const [first] = videos;
  return videos.length === 1 && first ? first.name : plural(videos.length, 'video');
}

function rate(done: number, seconds: number): string {
  return seconds > 0 ? `${formatCount(Math.round(done / seconds))} seeks a second` : '';
}

function worstLines(result: SweepResult, summary: SweepSummary): string[] {
  const { verdict, seek } = result;
  const code = verdict.code ?? seek.error?.code ?? 'no check';
  const who = `${videoNameOf(result, summary)} at ${targetNameOf(result, summary)}`;
  const { seeklab, curl } = repeatCommand(result, summary);
  const again = seeklab ?? curl;
  return [
    '',
    row(verdict.result, `${askText(result.ask)} in ${who}: ${code}`),
    row('', reasonOf(result)),
    ...(again === null ? [] : [row('', again)]),
  ];
}

const row = (name: string, text: string) => `  ${name.padEnd(8)}${text}`;
