import { CodedError } from '../../contract/errors.ts';
import { type IndexReport, indexReport } from '../../core/index-file/index-report.ts';
import { openInput } from '../../core/index-file/open-input.ts';
import { readIndex } from '../../core/index-file/read-index.ts';
import { refuseExistingOutput, writeIndexCopy } from '../../core/index-file/write-index-copy.ts';
import type { Command } from '../command.ts';
import { indexText } from '../index-text.ts';
import { interruptible } from '../interruption.ts';
import { printAll } from '../output.ts';
import { createProgressLine } from '../progress-line.ts';
import { userPath } from '../user-path.ts';

/** `seeklab index`: the keyframe index of a file, and what is wrong with it. */
export const keyframeIndex: Command = {
  name: 'index',
  description: 'Prints the keyframe index of an FLV file or URL, and audits the declared one.',
  positionals: 'FILE|URL',
  options: {
    audit: {
      type: 'boolean',
      description: 'Checks every declared entry against the tags; exit code 1 if that fails.',
    },
    write: {
      type: 'string',
      value: 'OUT',
      description:
        'Writes a copy with a right index to the new file OUT, and audits it: exit code 1 if something of the input cannot be made right. The input is only read.',
    },
    json: { type: 'boolean', description: 'Prints one JSON object.' },
  },
  async run(args) {
    const [input, ...surplus] = args.positionals;
    if (input === undefined || surplus.length > 0) {
      throw new CodedError('usage', { detail: 'seeklab index takes one FILE or URL.' });
    }
    const out = args.one('write');
    if (out === '') throw new CodedError('usage', { detail: '--write needs the name of a file.' });
    const report = await reportOf(input, args.isSet('audit'), out && userPath(out));
    await printAll(args.isSet('json') ? [`${JSON.stringify(report)}\n`] : indexText(report));
    return report.audit?.isPassed === false || report.copy?.isRight === false ? 1 : 0;
  },
};

async function reportOf(input: string, isAudited: boolean, out?: string): Promise<IndexReport> {
  if (out !== undefined) await refuseExistingOutput(out);
  const opened = await openInput(/^https?:\/\//i.test(input) ? input : userPath(input));
  const progress = createProgressLine();
  try {
    const reading = await readIndex(opened.source, ({ bytesScanned, sizeBytes, keyframes }) =>
      progress.show(bytesScanned / sizeBytes, `${keyframes.offsets.length} keyframes`),
    );
    const write = (signal: AbortSignal) =>
      out === undefined ? null : writeIndexCopy(reading.scan, opened.source, out, signal);
    const copy = await interruptible(async (s) => write(s));
    const report = indexReport(input, reading, isAudited, copy);
    report.audit?.findings.push(...opened.findings);
    return report;
  } finally {
    progress.end();
    await opened.close();
  }
}
