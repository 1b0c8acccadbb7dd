import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CodedError } from '../../contract/errors.ts';
import type { SweepResult, SweepSummary } from '../../contract/sweep.ts';
import { type ReportFormat, writers } from '../../report/index.ts';
import { freeDownloadPath } from '../free-download-path.ts';
import { reasonOf } from '../library/open-source.ts';

const extensions: Readonly<Record<ReportFormat, string>> = {
  html: 'html',
  junit: 'xml',
  json: 'json',
  csv: 'csv',
  har: 'har',
  spec: 'spec.ts',
};

interface Reported {
  summary: SweepSummary;
  results(): AsyncIterable<SweepResult>;
}

/**
 * Writes a report of a sweep into a file that is not there yet.
 * @param asked absolute; null: a new name in the folder for downloads
 * @throws CodedError `output_unwritable`
 */
export async function writeSweepReport(
  { summary, results }: Reported,
  format: ReportFormat,
  asked: string | null,
): Promise<{ path: string; bytes: number }> {
  const path =
    asked ?? (await freeDownloadPath(`Seeklab sweep ${summary.plan}`, extensions[format]));
  let isMade = false;
  try {
    const to = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    to.once('open', () => {
      isMade = true;
    });
    await pipeline(Readable.from(writers[format](summary, results)), to);
    return { path, bytes: (await stat(path)).size };
  } catch (cause) {
    if (isMade) await rm(path, { force: true });
    if (cause instanceof CodedError) throw cause;
    throw new CodedError('output_unwritable', { path, detail: reasonOf(cause) }, { cause });
  }
}
