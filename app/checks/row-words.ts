import type { LogRow } from '../contract/log.ts';
import { mannersWords } from './manners-words.ts';
import { verdictWords } from './short-words.ts';

type Seek = Extract<LogRow, { kind: 'seek' }>['seek'];
type Request = Extract<LogRow, { kind: 'request' }>['request'];

const seekWords: Record<Seek['state'], string> = {
  running: 'running',
  superseded: 'replaced',
  abandoned: 'page left',
  failed: 'failed',
  played: '',
  inspected: '',
};

const requestWords: Record<Request['outcome'], string> = {
  running: 'running',
  complete: '',
  client_gone: 'client gone',
  cut: 'cut',
  failed: 'failed',
};

/** What is wrong with a row of the log or, where nothing was checked, how it stands; else empty. */
export function resultWords(row: LogRow): string {
  if (isRightlyRefused(row)) return 'refused';
  const words = row.kind === 'seek' ? seekWords[row.seek.state] : requestWords[row.request.outcome];
  return verdictWords(row.verdict) || words;
}

/** There was no picture, and there should be none: the server is as it should be. */
function isRightlyRefused(row: LogRow): boolean {
  if (row.kind !== 'seek' || row.verdict?.result !== 'pass') return false;
  return row.seek.state === 'failed' && (row.seek.status ?? 0) >= 400;
}

/** The target that was asked, else in whose manner the reproxy answered; empty where nobody knows. */
export function targetWords(row: LogRow): string {
  if (row.kind === 'seek' && row.seek.target !== null) return row.seek.target;
  return row.answeredAs === null ? '' : mannersWords(row.answeredAs);
}
