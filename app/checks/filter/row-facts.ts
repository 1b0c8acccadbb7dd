import type { LogRow } from '../../contract/log.ts';
import { splitTarget } from '../../http/request-target.ts';
import { readStart } from '../../http/stream-url.ts';
import { resultWords, targetWords } from '../row-words.ts';
import { badnessOf } from '../verdict.ts';

/** Of a row of the log what it can be filtered and sorted by; NaN and empty where there is nothing. */
export interface RowFacts {
  number: number;
  isSeek: boolean;
  isProblem: boolean;
  isRunning: boolean;
  isReplaced: boolean;
  /** Was assistance off? */
  isRaw: boolean;
  isPinned: boolean;
  /** Of the verdict: more is worse; 0 before the checks have run. */
  badness: number;
  /** The time that was asked for, ms. */
  askedMs: number;
  askedOffset: number;
  askedKeyframe: number;
  landedMs: number;
  playedMs: number;
  /** How far the picture is from what was asked for, either way. */
  errorMs: number;
  pictureMs: number;
  firstByteMs: number;
  status: number;
  start: number;
  result: string;
  target: string;
  video: string;
  /** The client of a request that no seek made. */
  client: string;
  /** Where the picture of a seek came from, or the client. */
  source: string;
  /** The check that decided, by its code. */
  check: string;
  /** What somebody wrote on it. */
  note: string;
  mark: string;
  colour: string;
}

/** Words and numbers of a row, made from what the log shows of it. */
export function factsOf(row: LogRow): RowFacts {
  const head = {
    number: row.number,
    isProblem: row.isProblem,
    badness: row.verdict === null ? 0 : badnessOf(row.verdict.result),
    result: resultWords(row),
    target: targetWords(row),
    check: row.verdict?.code ?? '',
    note: row.marks?.note ?? '',
    mark: row.marks?.mark ?? '',
    colour: row.marks?.colour ?? '',
    isPinned: row.marks?.isPinned ?? false,
  };
  return row.kind === 'seek'
    ? { ...head, ...seekFacts(row.seek) }
    : { ...head, ...requestFacts(row.request) };
}

type Marks = 'note' | 'mark' | 'colour' | 'isPinned';
type Head = 'number' | 'isProblem' | 'badness' | 'result' | 'target' | 'check' | Marks;
type Rest = Omit<RowFacts, Head>;

function seekFacts(seek: Extract<LogRow, { kind: 'seek' }>['seek']): Rest {
  const { asked, expectedMs, played, state } = seek;
  return {
    isSeek: true,
    isRunning: state === 'running',
    isReplaced: state === 'superseded' || state === 'abandoned',
    isRaw: !seek.isAssisted,
    askedMs: asked.kind === 'time' ? asked.timeMs : (expectedMs ?? Number.NaN),
    askedOffset: asked.kind === 'offset' ? asked.offset : Number.NaN,
    askedKeyframe: asked.kind === 'keyframe' ? asked.keyframe : Number.NaN,
    landedMs: seek.landed?.timeMs ?? Number.NaN,
    playedMs: played?.timeMs ?? Number.NaN,
    errorMs:
      played === null || expectedMs === null ? Number.NaN : Math.abs(played.timeMs - expectedMs),
    pictureMs: seek.firstPictureMs ?? Number.NaN,
    firstByteMs: seek.firstByteMs ?? Number.NaN,
    status: seek.status ?? Number.NaN,
    start: seek.requestedOffset ?? Number.NaN,
    video: seek.videoName,
    client: '',
    source: seek.isAssisted ? (seek.source ?? '') : 'raw',
  };
}

function requestFacts(request: Extract<LogRow, { kind: 'request' }>['request']): Rest {
  const start = readStart(splitTarget(request.target).query);
  const isStart = start.kind === 'valid' && start.value !== '';
  return {
    isSeek: false,
    isRunning: request.outcome === 'running',
    isReplaced: false,
    isRaw: false,
    askedMs: Number.NaN,
    askedOffset: Number.NaN,
    askedKeyframe: Number.NaN,
    landedMs: Number.NaN,
    playedMs: Number.NaN,
    errorMs: Number.NaN,
    pictureMs: Number.NaN,
    firstByteMs: request.firstBodyByteMs ?? Number.NaN,
    status: request.status ?? Number.NaN,
    start: isStart ? Number(start.value) : Number.NaN,
    video: '',
    client: request.client ?? '',
    source: request.client ?? '',
  };
}

/** As much of an address as text is looked for in. */
const ADDRESS_SEARCHED = 200;

/** What free text is looked for in, in lower case. */
export function textOf(row: LogRow): string {
  const facts = factsOf(row);
  const own =
    row.kind === 'seek'
      ? row.seek.videoName
      : `${row.request.method} ${row.request.target.slice(0, ADDRESS_SEARCHED)}\n${facts.client}`;
  return [own, facts.target, facts.result, facts.check, facts.note].join('\n').toLowerCase();
}
