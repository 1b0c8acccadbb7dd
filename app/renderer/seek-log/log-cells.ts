import { resultWords, targetWords } from '../../checks/row-words.ts';
import type { CheckOutcome } from '../../contract/check.ts';
import type { LogRow, RequestSummary, SeekSummary } from '../../contract/log.ts';
import type { RowMarks } from '../../contract/marks.ts';
import type { Seek } from '../../contract/seek.ts';
import { splitTarget } from '../../http/request-target.ts';
import { REPLAY_MARK, readStart } from '../../http/stream-url.ts';
import {
  formatAsked,
  formatCount,
  formatDuration,
  formatSignedMs,
  formatTime,
} from '../../seek/format.ts';
import { isOwnSeek } from '../model/page-id.ts';

/** Whether a row is still going on, went well, was replaced by a later seek, or failed. */
export type RowState = 'running' | 'fine' | 'replaced' | 'failed';

/** The texts of one row of the log; empty where there is nothing to say. */
export interface LogCells {
  number: string;
  /** What the checks say; null before they have run. */
  verdict: CheckOutcome | null;
  /** What went wrong, or how it stands, where that is not plain from the verdict. */
  result: string;
  state: RowState;
  /** What somebody wrote on it; null where nobody did. */
  marks: RowMarks | null;
  video: string;
  asked: string;
  start: string;
  landed: string;
  played: string;
  /** Played less what was asked for. */
  error: string;
  status: string;
  firstByte: string;
  picture: string;
  /** The target that was asked, or the personality that answered. */
  target: string;
  source: string;
}

export function logCells(row: LogRow): LogCells {
  const number = row.kind === 'seek' ? String(row.number) : `r${row.number}`;
  const cells = row.kind === 'seek' ? seekCells(row.seek) : requestCells(row.request);
  return {
    number,
    verdict: row.verdict?.result ?? null,
    ...cells,
    result: resultWords(row),
    marks: row.marks,
    target: targetWords(row),
    // A replaced seek that had waited in vain is a problem all the same.
    state: row.isProblem ? 'failed' : cells.state,
  };
}

const duration = (ms: number | null) => (ms === null ? '' : formatDuration(ms));

type Cells = Omit<LogCells, 'number' | 'verdict' | 'result' | 'target' | 'marks'>;

function seekCells(seek: SeekSummary): Cells {
  return {
    state: seekState(seek),
    video: seek.videoName,
    asked: formatAsked(seek.asked),
    start: seek.requestedOffset === null ? '' : formatCount(seek.requestedOffset),
    landed: seek.landed ? formatTime(seek.landed.timeMs) : '',
    played: seek.played ? formatTime(seek.played.timeMs) : '',
    error: seekError(seek),
    status: seek.status === null ? '' : String(seek.status),
    firstByte: duration(seek.firstByteMs),
    picture: duration(seek.firstPictureMs),
    source: sourceOf(seek),
  };
}

function seekState({ state }: SeekSummary): RowState {
  switch (state) {
    case 'running':
      return 'running';
    case 'superseded':
    case 'abandoned':
      return 'replaced';
    case 'failed':
      return 'failed';
    case 'played':
    case 'inspected':
      return 'fine';
  }
}

function sourceOf(seek: SeekSummary): string {
  if (seek.id.startsWith(REPLAY_MARK)) return `${howAnswered(seek)}, replay`;
  return isOwnSeek(seek.id) ? howAnswered(seek) : `${howAnswered(seek)}, other page`;
}

function howAnswered({ source, state, isAssisted }: SeekSummary): string {
  if (state === 'superseded') return 'replaced';
  if (state === 'abandoned') return 'page left';
  // Without assistance the server is asked for every seek; only a step may use the buffer.
  if (!isAssisted) return source === 'buffer' ? 'raw, buffer' : 'raw';
  return source === 'buffer' ? 'from buffer' : (source ?? '');
}

/** How far from what was asked the picture is. */
export function seekError(seek: SeekSummary): string {
  const errorMs = playedErrorMs(seek);
  return errorMs === null ? '' : formatSignedMs(errorMs);
}

/** Played less what was asked for. Null while either is unknown. */
export function playedErrorMs({
  expectedMs,
  played,
}: Pick<Seek, 'expectedMs' | 'played'>): number | null {
  return played === null || expectedMs === null ? null : played.timeMs - expectedMs;
}

function requestCells({
  method,
  target,
  outcome,
  status,
  firstBodyByteMs,
  client,
}: RequestSummary): Cells {
  return {
    state: requestState(outcome),
    video: '',
    asked: `${method} ${target}`,
    start: formatStart(target),
    landed: '',
    played: '',
    error: '',
    status: status ? String(status) : '',
    firstByte: duration(firstBodyByteMs),
    picture: '',
    source: client ?? UNNAMED_CLIENT,
  };
}

/** A start that is no offset is shown as it was sent. */
function formatStart(target: string): string {
  const start = readStart(splitTarget(target).query);
  if (start.kind === 'absent' || start.value === '') return '';
  return start.kind === 'valid' ? formatCount(Number(start.value)) : start.value;
}

/** Who sent no User-Agent. */
export const UNNAMED_CLIENT = 'unnamed client';

function requestState(outcome: RequestSummary['outcome']): RowState {
  if (outcome === 'running') return 'running';
  return outcome === 'failed' || outcome === 'cut' ? 'failed' : 'fine';
}
