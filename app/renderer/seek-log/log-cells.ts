import type { Exchange } from '../../contract/exchange.ts';
import type { Seek } from '../../contract/seek.ts';
import { headValue, readRawHead } from '../../http/raw-head.ts';
import { splitTarget } from '../../http/request-target.ts';
import { readStart } from '../../http/stream-url.ts';
import {
  formatAsked,
  formatCount,
  formatDuration,
  formatSignedMs,
  formatTime,
} from '../../seek/format.ts';
import type { LogRow } from '../model/log-rows.ts';

/** Whether a row is still going on, went well, was replaced by a later seek, or failed. */
export type RowState = 'running' | 'fine' | 'replaced' | 'failed';

/** The texts of one row of the log; empty where there is nothing to say. */
export interface LogCells {
  name: string;
  state: RowState;
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
  source: string;
}

export function logCells(row: LogRow): LogCells {
  return row.kind === 'seek' ? seekCells(row.seek) : strayCells(row.exchanges[0]);
}

const duration = (ms: number | null) => (ms === null ? '' : formatDuration(ms));

function seekCells(seek: Seek): LogCells {
  return {
    name: String(seek.number),
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

function seekState({ state }: Seek): RowState {
  switch (state) {
    case 'running':
      return 'running';
    case 'superseded':
      return 'replaced';
    case 'failed':
      return 'failed';
    case 'played':
    case 'inspected':
      return 'fine';
  }
}

function sourceOf({ source, state, isAssisted }: Seek): string {
  if (state === 'superseded') return 'replaced';
  // Without assistance the server is asked for every seek; only a step may use the buffer.
  if (!isAssisted) return source === 'buffer' ? 'raw, buffer' : 'raw';
  return source === 'buffer' ? 'from buffer' : (source ?? '');
}

/** How far from what was asked the picture is. */
export function seekError(seek: Seek): string {
  const errorMs = playedErrorMs(seek);
  return errorMs === null ? '' : formatSignedMs(errorMs);
}

/** Played less what was asked for. Null while either is unknown. */
export function playedErrorMs({ expectedMs, played }: Seek): number | null {
  return played === null || expectedMs === null ? null : played.timeMs - expectedMs;
}

function strayCells(exchange: Exchange): LogCells {
  const [client] = exchange.hops;
  return {
    name: `r${exchange.id}`,
    state: exchangeState(exchange),
    video: '',
    asked: `${exchange.method} ${exchange.target}`,
    start: formatStart(exchange.target),
    landed: '',
    played: '',
    error: '',
    status: client?.status ? String(client.status) : '',
    firstByte: duration(client?.firstBodyByteMs ?? null),
    picture: '',
    source: clientName(exchange),
  };
}

/** A start that is no offset is shown as it was sent. */
function formatStart(target: string): string {
  const start = readStart(splitTarget(target).query);
  if (start.kind === 'absent' || start.value === '') return '';
  return start.kind === 'valid' ? formatCount(Number(start.value)) : start.value;
}

function exchangeState({ outcome }: Exchange): RowState {
  if (outcome === 'running') return 'running';
  return outcome === 'failed' || outcome === 'cut' ? 'failed' : 'fine';
}

/** Who asked, by the first product of its User-Agent: `curl/8.5.0`, `VLC/3.0.20`. */
export function clientName(exchange: Exchange): string {
  if (exchange.seekId !== null) return 'other page';
  const agent = headValue(readRawHead(exchange.hops[0]?.requestHead ?? ''), 'user-agent');
  return agent?.split(' ')[0] || 'unnamed client';
}
