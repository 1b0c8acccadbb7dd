import { CodedError } from '../../contract/errors.ts';
import type { ParsedArgs } from '../../core/options/parsed-args.ts';
import { type ReadReport, readReport } from '../../core/sweeps/read-report.ts';
import { writers } from '../../report/index.ts';
import { compareSweeps, isWorse } from '../../sweep/compare/compare-sweeps.ts';
import { mergeResults, mergeSummaries, missingShards } from '../../sweep/merge-reports.ts';
import { Tally } from '../../sweep/tally.ts';
import type { Command } from '../command.ts';
import { printAll } from '../output.ts';
import { differenceText } from '../sweep/difference-text.ts';
import { readReportFiles } from '../sweep/sweep-options.ts';
import { sweepText } from '../sweep/sweep-text.ts';
import { checkWritable, writeTextFile } from '../sweep/write-report.ts';
import { userPath } from '../user-path.ts';

/** `seeklab report`: what to do with reports of sweeps. */
export const report: Command = {
  name: 'report',
  description:
    'Puts JSON reports of the shards of a sweep together, or tells what got worse from one to another.',
  positionals: 'merge OUT IN… | diff BEFORE AFTER',
  options: {
    json: { type: 'boolean', description: 'With diff: prints what was found as JSON.' },
  },
  run(args) {
    const [what] = args.positionals;
    if (what === 'merge') return merge(args);
    if (what === 'diff') return diff(args);
    const detail = `There is no "seeklab report ${what ?? ''}": seeklab report merge OUT IN…, or seeklab report diff BEFORE AFTER.`;
    throw new CodedError('usage', { detail });
  },
};

/** @returns the exit code: 0 all is well, 1 a check failed, or a shard is missing */
async function merge({ positionals }: ParsedArgs): Promise<number> {
  const [, out, ...named] = positionals;
  if (out === undefined || named.length === 0) {
    const detail =
      'seeklab report merge takes what to write, FILE or KIND=FILE,…, and then the JSON reports of shards.';
    throw new CodedError('usage', { detail });
  }
  const files = readReportFiles(out);
  for (const file of files) await checkWritable(file);
  const reports: ReadReport[] = [];
  for (const each of named) reports.push(await readReport(userPath(each), each));
  const summary = mergeSummaries(reports);
  const tally = new Tally(summary.counts.planned);
  const merged = () => mergeResults(reports.map((each) => each.results()));
  for await (const result of merged()) tally.add(result, result.checks);
  for (const file of files) await writeTextFile(file, writers[file.format](summary, merged));
  const missing = missingShards(reports);
  if (missing.length > 0) {
    const total = reports[0]?.summary.shard?.total;
    process.stderr.write(`Of ${total} shards these are missing: ${missing.join(', ')}.\n`);
  }
  await printAll([sweepText(summary, tally.worst)]);
  return summary.counts.fail > 0 || missing.length > 0 ? 1 : 0;
}

/** @returns the exit code: 0 nothing got worse, 1 something did */
async function diff(args: ParsedArgs): Promise<number> {
  const [, first, second, ...surplus] = args.positionals;
  if (first === undefined || second === undefined || surplus.length > 0) {
    throw new CodedError('usage', { detail: 'seeklab report diff takes two JSON reports.' });
  }
  const before = await readReport(userPath(first), first);
  const after = await readReport(userPath(second), second);
  const difference = await compareSweeps(before, after);
  const isJson = args.isSet('json');
  const text = isJson
    ? `${JSON.stringify(difference)}\n`
    : differenceText(difference, before.summary, after.summary);
  await printAll([text]);
  return isWorse(difference) ? 1 : 0;
}
