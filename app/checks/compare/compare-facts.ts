import type { Exchange } from '../../contract/exchange.ts';
import type { LogEntry } from '../../contract/log.ts';
import type { Seek, SeekAsked } from '../../contract/seek.ts';
import { mannersWords } from '../manners-words.ts';

/** A row, and the one of its exchanges that is looked at; null where it has none. */
export interface ComparedSide {
  row: LogEntry;
  exchange: Exchange | null;
}

/**
 * A value with what it is: `time` ms on the player's clock, `duration` ms, `offset` a byte of the file,
 * `bytes` a count.
 */
export type FactValue =
  | { unit: 'text'; value: string }
  | { unit: 'time' | 'duration' | 'offset' | 'keyframe' | 'bytes'; value: number };

/** One thing that is known of both rows. */
export interface ComparedFact {
  name: string;
  /** Null where it is not known, or there is none. */
  first: FactValue | null;
  second: FactValue | null;
  /** Never of durations: no two measurements are the same. */
  differs: boolean;
}

type Fact = readonly [name: string, read: (side: ComparedSide) => FactValue | null];

const facts: readonly Fact[] = [
  ['Video', ofSeek(({ videoName }) => text(videoName))],
  ['Asked', askedOf],
  ['Start', ofSeek(({ requestedOffset }) => number('offset', requestedOffset))],
  ['Answered as', ({ exchange }) => text(mannersOf(exchange))],
  ['Status', ({ exchange, row }) => text(statusOf(row, exchange))],
  ['Ended', ({ exchange, row }) => text(endingOf(row, exchange))],
  ['Verdict', ({ row }) => text(row.verdict?.result ?? null)],
  ['Error', ({ exchange, row }) => text(errorOf(row, exchange))],
  ['Landed', ofSeek(({ landed }) => number('time', landed?.timeMs ?? null))],
  ['Landed at byte', ofSeek(({ landed }) => number('offset', landed?.offset ?? null))],
  ['Played', ofSeek(({ played }) => number('time', played?.timeMs ?? null))],
  [
    'Raw, in flv.js',
    ofSeek(({ raw }) => text(raw && (raw.isPlayable ? 'plays' : 'does not play'))),
  ],
  ['Assists', ofSeek(({ assists }) => text(assists.map(({ code }) => code).join(', ')))],
  ['Body', ({ exchange }) => number('bytes', exchange?.hops[0]?.responseBodyBytes ?? null)],
  ['Put in front', ({ exchange }) => number('bytes', exchange?.prefixBytes ?? null)],
  ['Head, page', ofSeek(({ headMs }) => number('duration', headMs))],
  ['First byte, page', ofSeek(({ firstByteMs }) => number('duration', firstByteMs))],
  ['First picture, page', ofSeek(({ firstPictureMs }) => number('duration', firstPictureMs))],
  ['Stood still, page', ofSeek(({ playedOn }) => number('duration', playedOn?.stalledMs ?? null))],
  [
    'Head, reproxy',
    ({ exchange }) => number('duration', exchange?.hops[0]?.responseHeadMs ?? null),
  ],
  ['In all, reproxy', ({ exchange }) => number('duration', exchange?.durationMs ?? null)],
];

/** What is known of both rows, or of one of them, in the order of a seek. */
export function compareFacts(first: ComparedSide, second: ComparedSide): ComparedFact[] {
  return facts.flatMap(([name, read]) => {
    const [one, two] = [read(first), read(second)];
    if (one === null && two === null) return [];
    const isMeasured = one?.unit === 'duration' && two?.unit === 'duration';
    const isSame = one?.unit === two?.unit && one?.value === two?.value;
    return [{ name, first: one, second: two, differs: !isMeasured && !isSame }];
  });
}

function ofSeek(read: (seek: Seek) => FactValue | null): Fact[1] {
  return ({ row }) => (row.kind === 'seek' ? read(row.seek) : null);
}

function askedOf({ row, exchange }: ComparedSide): FactValue | null {
  if (row.kind === 'seek') return askedValue(row.seek.asked);
  return exchange && text(`${exchange.method} ${exchange.target}`);
}

function askedValue(asked: SeekAsked): FactValue {
  switch (asked.kind) {
    case 'time':
      return { unit: 'time', value: asked.timeMs };
    case 'offset':
      return { unit: 'offset', value: asked.offset };
    case 'keyframe':
      return { unit: 'keyframe', value: asked.keyframe };
  }
}

function statusOf(row: LogEntry, exchange: Exchange | null): string | null {
  const status = exchange?.hops[0]?.status ?? (row.kind === 'seek' ? row.seek.status : null);
  return status === null ? null : String(status);
}

function mannersOf(exchange: Exchange | null): string | null {
  const answeredAs = exchange?.answeredAs ?? null;
  return answeredAs && mannersWords(answeredAs);
}

function endingOf(row: LogEntry, exchange: Exchange | null): string | null {
  const endings = [row.kind === 'seek' ? row.seek.state : null, exchange?.outcome ?? null];
  return endings.filter((ending) => ending !== null).join(', ');
}

function errorOf(row: LogEntry, exchange: Exchange | null): string | null {
  const error = (row.kind === 'seek' ? row.seek.error : null) ?? exchange?.error;
  return error?.code ?? null;
}

function text(value: string | null): FactValue | null {
  return value === null || value === '' ? null : { unit: 'text', value };
}

function number(unit: Exclude<FactValue['unit'], 'text'>, value: number | null): FactValue | null {
  return value === null ? null : { unit, value };
}
