import { CodedError } from '../../contract/errors.ts';
import type { ParsedArgs } from '../../core/options/parsed-args.ts';
import { type ReadReport, readReport } from '../../core/sweeps/read-report.ts';
import { writers } from '../../report/index.ts';
import { mergeResults, mergeSummaries, missingShards } from '../../sweep/merge-reports.ts';
import { Tally } from '../../sweep/tally.ts';
import type { Command } from '../command.ts';
import { printAll } from '../output.ts';
import { readReportFiles } from '../sweep/sweep-options.ts';
import { sweepText } from '../sweep/sweep-text.ts';
import { checkWritable, writeTextFile } from '../sweep/write-report.ts';
import { userPath } from '../user-path.ts';

/** `seeklab report`: what to do with reports of sweeps. */
export const report: Command = {
  name: 'report',
  description: 'Puts JSON reports of the shards of a sweep together.',
  positionals: 'merge OUT IN…',
  options: {},
  run(args) {
    const [what] = args.positionals;
    if (what === 'merge') return merge(args);
    const detail = `seeklab report merges, it does not "${what ?? ''}": seeklab report merge OUT IN….`;
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
