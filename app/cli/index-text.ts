import type { Finding } from '../contract/video.ts';
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
  yield lines([...auditLines(report), ...copyLines(report)]);
}

function headLines({ sizeBytes, durationMs, keyframes, declared, ...report }: IndexReport) {
  const codecs = [report.videoCodec, report.audioCodec].filter(Boolean).join(', ') || 'no media';
  return [
    `${report.input}: ${sizeBytes} bytes, ${seconds(durationMs)}, ${counted(report.tagCount, 'tag', 'tags')}, ${codecs}`,
    declared === null
      ? 'declared index: none'
      : `declared index: ${counted(declared.entryCount, 'entry', 'entries')}, ${writerOf(declared)}`,
    `scanned index: ${counted(keyframes.length, 'keyframe', 'keyframes')}`,
    '',
    row(['keyframe', 'time', 'offset', 'size']),
  ];
}

function auditLines({ audit }: IndexReport): string[] {
  if (audit === null) return [];
  return ['', `audit: ${audit.isPassed ? 'passed' : 'failed'}`, ...audit.findings.map(findingLine)];
}

function copyLines({ copy }: IndexReport): string[] {
  if (copy === null) return [];
  const { path, isRight, findings, leftOutMetadata } = copy;
  return [
    '',
    `copy: ${path}, ${isRight ? 'its audit passed' : 'its audit failed; no index makes this right:'}`,
    ...findings.map(findingLine),
    ...leftOutMetadata.map((offset) => `  left out: the onMetaData at ${offset} of the input`),
  ];
}

const findingLine = ({ severity, code, offset, message }: Finding) =>
  `  ${severity}  ${code}${offset === null ? '' : ` at ${offset}`}: ${message}`;

/** The shape of an index tells who could have written it, and no more. */
function writerOf({ writer, knownBy }: NonNullable<IndexReport['declared']>): string {
  if (writer === null) return 'written by an unknown program';
  return knownBy === 'creator' ? `written by ${writer}` : `like ${writer}'s`;
}

const counted = (count: number, one: string, many: string) =>
  `${count} ${count === 1 ? one : many}`;

/**
 * Names and texts come from files: control characters in them, and what turns the direction of
 * writing, would command the terminal (C0, DEL, C1; Unicode Cc and Cf).
 */
const shown = (text: string) =>
  text.replace(/[\p{Cc}\p{Cf}]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);

const lines = (texts: readonly string[]) => texts.map((text) => `${shown(text)}\n`).join('');
const row = (cells: readonly string[]) => cells.map((cell) => cell.padStart(14)).join('');
const seconds = (ms: number | null) =>
  ms === null ? 'no duration' : `${(ms / 1000).toFixed(3)} s`;
