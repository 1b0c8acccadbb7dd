import type { IndexReport } from '../core/index-file/index-report.ts';

/** Rows in one piece of text. */
const PIECE_ROWS = 1000;

/** The report for people, in pieces: a file of days has tens of thousands of keyframes. */
export function* indexText(report: IndexReport): Iterable<string> {
  yield lines(headLines(report));
  const { keyframes } = report;
  for (let from = 0; from < keyframes.length; from += PIECE_ROWS) {
    yield lines(
      keyframes
        .slice(from, from + PIECE_ROWS)
        .map(({ timeMs, offset, sizeBytes }, i) =>
          row([String(from + i), seconds(timeMs), String(offset), String(sizeBytes)]),
        ),
    );
  }
  yield lines(auditLines(report));
}

function headLines({ sizeBytes, durationMs, keyframes, declared, ...report }: IndexReport) {
  const codecs = [report.videoCodec, report.audioCodec].filter(Boolean).join(', ') || 'no media';
  return [
    `${report.input}: ${sizeBytes} bytes, ${seconds(durationMs)}, ${report.tagCount} tags, ${codecs}`,
    declared === null
      ? 'declared index: none'
      : `declared index: ${declared.entryCount} entries, written by ${declared.writer ?? 'an unknown program'}`,
    `scanned index: ${keyframes.length} keyframes`,
    '',
    row(['keyframe', 'time', 'offset', 'size']),
  ];
}

function auditLines({ audit }: IndexReport): string[] {
  if (audit === null) return [];
  return [
    '',
    `audit: ${audit.isPassed ? 'passed' : 'failed'}`,
    ...audit.findings.map(
      ({ severity, code, offset, message }) =>
        `  ${severity}  ${code}${offset === null ? '' : ` at ${offset}`}: ${message}`,
    ),
  ];
}

const lines = (texts: readonly string[]) => texts.map((text) => `${text}\n`).join('');
const row = (cells: readonly string[]) => cells.map((cell) => cell.padStart(14)).join('');
const seconds = (ms: number | null) =>
  ms === null ? 'no duration' : `${(ms / 1000).toFixed(3)} s`;
