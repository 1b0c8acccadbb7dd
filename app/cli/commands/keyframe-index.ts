import { CodedError } from '../../contract/errors.ts';
import { type IndexReport, indexReport } from '../../core/index-file/index-report.ts';
import { openInput } from '../../core/index-file/open-input.ts';
import { readIndex } from '../../core/index-file/read-index.ts';
import { writeIndexCopy } from '../../core/index-file/write-index-copy.ts';
import type { Command } from '../command.ts';
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
      description: 'Writes a copy with a right index to the new file OUT; the input is only read.',
    },
    json: { type: 'boolean', description: 'Prints one JSON object.' },
  },
  async run(args) {
    const [input, ...surplus] = args.positionals;
    if (input === undefined || surplus.length > 0) {
      throw new CodedError('usage', { detail: 'seeklab index takes one FILE or URL.' });
    }
    const out = args.one('write');
    const report = await reportOf(input, args.isSet('audit'), out && userPath(out));
    process.stdout.write(args.isSet('json') ? `${JSON.stringify(report)}\n` : textOf(report));
    return report.audit?.isPassed === false ? 1 : 0;
  },
};

async function reportOf(input: string, isAudited: boolean, out?: string): Promise<IndexReport> {
  const opened = await openInput(/^https?:\/\//i.test(input) ? input : userPath(input));
  const progress = createProgressLine();
  try {
    const reading = await readIndex(opened.source, ({ bytesScanned, sizeBytes, keyframes }) =>
      progress.show(bytesScanned / sizeBytes, `${keyframes.offsets.length} keyframes`),
    );
    if (out !== undefined) await writeIndexCopy(reading.scan, opened.source, out);
    return indexReport(input, reading, isAudited);
  } finally {
    progress.end();
    await opened.close();
  }
}

function textOf({
  sizeBytes,
  durationMs,
  keyframes,
  declared,
  audit,
  ...report
}: IndexReport): string {
  const codecs = [report.videoCodec, report.audioCodec].filter(Boolean).join(', ') || 'no media';
  const lines = [
    `${report.input}: ${sizeBytes} bytes, ${seconds(durationMs)}, ${report.tagCount} tags, ${codecs}`,
    declared === null
      ? 'declared index: none'
      : `declared index: ${declared.entryCount} entries, written by ${declared.writer ?? 'an unknown program'}`,
    `scanned index: ${keyframes.length} keyframes`,
    '',
    ['keyframe', 'time', 'offset', 'size'].map(column).join(''),
    ...keyframes.map(({ timeMs, offset, sizeBytes: size }, i) =>
      [String(i), seconds(timeMs), String(offset), String(size)].map(column).join(''),
    ),
  ];
  if (audit !== null) {
    lines.push('', `audit: ${audit.isPassed ? 'passed' : 'failed'}`);
    for (const { severity, code, offset, message } of audit.findings) {
      lines.push(`  ${severity}  ${code}${offset === null ? '' : ` at ${offset}`}: ${message}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function seconds(ms: number | null): string {
  return ms === null ? 'no duration' : `${(ms / 1000).toFixed(3)} s`;
}

function column(text: string): string {
  return text.padStart(14);
}
