import type { SweepAsk, SweepResult, SweepSummary } from '../contract/sweep.ts';
import type { ReportWriter } from './report-writer.ts';
import { repeatCommand } from './text/repeat-command.ts';
import {
  decidingCheck,
  landedErrorMs,
  reasonOf,
  targetNameOf,
  videoNameOf,
} from './text/result-words.ts';

type Cell = string | number | null;

const columns: readonly (readonly [
  name: string,
  cell: (result: SweepResult, summary: SweepSummary) => Cell,
])[] = [
  ['number', ({ number }) => number],
  ['video', videoNameOf],
  ['target', targetNameOf],
  ['plan', ({ plan }) => plan],
  ['asked', ({ ask }) => ask.kind],
  ['asked_value', ({ ask }) => askedValue(ask)],
  ['fault', ({ fault }) => fault],
  ['verdict', ({ verdict }) => verdict.result],
  ['check', ({ verdict }) => verdict.code],
  ['reason', reasonOf],
  ['seen', (result) => decidingCheck(result)?.seen ?? null],
  ['expected', (result) => decidingCheck(result)?.expected ?? null],
  ['state', ({ seek }) => seek.state],
  ['status', ({ seek }) => seek.status],
  ['requested_offset', ({ seek }) => seek.requestedOffset],
  ['expected_ms', ({ seek }) => seek.expectedMs],
  ['landed_offset', ({ seek }) => seek.landed?.offset ?? null],
  ['landed_ms', ({ seek }) => seek.landed?.timeMs ?? null],
  ['landed_error_ms', ({ seek }) => landedErrorMs(seek)],
  ['landed_on_keyframe', ({ seek }) => (seek.landed === null ? null : `${seek.landed.isKeyframe}`)],
  ['played_ms', ({ seek }) => seek.played?.timeMs ?? null],
  ['head_after_ms', ({ seek }) => seek.headMs],
  ['first_byte_after_ms', ({ seek }) => seek.firstByteMs],
  ['picture_after_ms', ({ seek }) => seek.firstPictureMs],
  ['ended_after_ms', ({ seek }) => seek.endedMs],
  ['error', ({ seek }) => seek.error?.code ?? null],
  ['asked_at', ({ seek }) => new Date(seek.askedAtEpochMs).toISOString()],
  ['repeat', (result, summary) => repeatOf(result, summary)],
  ['mark', ({ marks }) => marks?.mark ?? null],
  ['colour', ({ marks }) => marks?.colour ?? null],
  ['note', ({ marks }) => marks?.note ?? null],
];

/** RFC 4180, one line a result. */
export const writeCsv: ReportWriter = async function* (summary, results) {
  yield line(columns.map(([name]) => name));
  for await (const result of results()) {
    yield line(columns.map(([, cell]) => cell(result, summary)));
  }
};

/** Milliseconds, a byte, the number of a keyframe, or the text of `start`. */
function askedValue(ask: SweepAsk): Cell {
  switch (ask.kind) {
    case 'time':
      return ask.timeMs;
    case 'offset':
      return ask.offset;
    case 'keyframe':
      return ask.keyframe;
    case 'start':
      return ask.text;
  }
}

function repeatOf(result: SweepResult, summary: SweepSummary): string | null {
  const { seeklab, curl } = repeatCommand(result, summary);
  return seeklab ?? curl;
}

const line = (cells: readonly Cell[]) => `${cells.map(cellText).join(',')}\r\n`;

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(Math.round(cell * 1000) / 1000);
  const text = guarded(cell);
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet takes a text that begins so for a formula, and carries it out (OWASP, "CSV injection"). */
const guarded = (text: string) => (/^\s*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);
