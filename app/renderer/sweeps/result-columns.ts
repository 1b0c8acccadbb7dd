import type { ResultColumn, ResultRow, SweepState } from '../../contract/sweep-run.ts';
import { askText } from '../../report/text/result-words.ts';
import { formatCount, formatDuration, formatTime } from '../../seek/format.ts';

/** A column of the results' table. */
export interface Column {
  key: string;
  name: string;
  title: string;
  /** By which it sorts; null: it does not. */
  sort: ResultColumn | null;
  /** Null takes what is left. */
  widthPx: number | null;
  isNumber?: boolean;
  textOf: (row: ResultRow, sweep: SweepState) => string;
}

const columns: readonly (Column & {
  isFor?: (sweep: SweepState) => boolean;
  /** Left out where the table is narrower, px. */
  fromPx?: number;
})[] = [
  {
    key: 'number',
    name: '#',
    title: 'Its place in the plan',
    sort: 'number',
    widthPx: 58,
    isNumber: true,
    textOf: ({ number }) => formatCount(number),
  },
  {
    key: 'verdict',
    name: 'Verdict',
    title: 'What the checks came to',
    sort: 'verdict',
    widthPx: 74,
    textOf: ({ verdict }) => verdict.result,
  },
  {
    key: 'ask',
    name: 'Asked',
    title: 'What was asked for; sorts by the byte',
    sort: 'place',
    widthPx: 112,
    textOf: ({ ask }) => askText(ask),
  },
  {
    key: 'video',
    name: 'Video',
    title: 'The video',
    sort: 'video',
    widthPx: 110,
    isFor: ({ summary }) => summary.videos.length > 1,
    textOf: ({ video }, { summary }) => summary.videos[video]?.name ?? '',
  },
  {
    key: 'target',
    name: 'Target',
    title: 'Who was asked: a target, or the embedded reproxy in these manners',
    sort: 'target',
    widthPx: 100,
    isFor: ({ summary }) => summary.targets.length > 1,
    textOf: ({ target }, { summary }) => {
      const { name = null, personality = null } = summary.targets[target] ?? {};
      return name ?? personality ?? 'embedded';
    },
  },
  {
    key: 'landed',
    name: 'Landed',
    title: 'The time of the first tag that came',
    sort: null,
    widthPx: 76,
    isNumber: true,
    fromPx: 560,
    textOf: ({ landed }) => (landed ? formatTime(landed.timeMs) : ''),
  },
  {
    key: 'firstByte',
    name: 'First byte',
    title: 'How long the first byte took',
    sort: 'firstByte',
    widthPx: 76,
    isNumber: true,
    fromPx: 440,
    textOf: ({ firstByteMs }) => (firstByteMs === null ? '' : formatDuration(firstByteMs)),
  },
  {
    key: 'reason',
    name: 'Why',
    title: 'What the check that decided says',
    sort: 'check',
    widthPx: null,
    textOf: ({ reason, fault }) => (fault === null ? reason : `${reason} (fault: ${fault})`.trim()),
  },
];

/** Those that tell the results of this sweep apart, and have room. */
export function columnsFor(sweep: SweepState, roomPx: number): readonly Column[] {
  return columns.filter(
    ({ isFor, fromPx = 0 }) => (isFor?.(sweep) ?? true) && (roomPx === 0 || roomPx >= fromPx),
  );
}
