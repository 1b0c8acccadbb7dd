import type { LogColumn } from '../../contract/log.ts';
import type { Settings } from '../../contract/settings.ts';

/** A column of the log. */
export interface Column {
  key: LogColumn;
  name: string;
  title: string;
  isNumber: boolean;
  /** What its texts need; numbers are exact, so they are never cut. */
  widthPx: number;
  /** Where there are offsets of ten digits or times with hours. */
  longWidthPx: number;
}

/** Columns of words; the others hold numbers. */
const texts = new Set<Column['key']>(['result', 'marks', 'target', 'video', 'asked', 'source']);

const column = (
  key: Column['key'],
  name: string,
  title: string,
  widthPx: number,
  longWidthPx = widthPx,
): Column => ({ key, name, title, isNumber: !texts.has(key), widthPx, longWidthPx });

/** In the order in which they matter: where there is little room, the last ones go first. */
export const columns: readonly Column[] = [
  column('number', '#', 'Number in order of arrival; r: a request of another client', 56),
  column('result', 'Result', 'The worst result of the checks, and what is wrong', 140),
  column('marks', 'Marks', 'Pin, OK or bug, colour and note, as somebody wrote them', 104),
  column('asked', 'Asked', 'Time, @byte offset, #keyframe, or the request', 98, 120),
  column('landed', 'Landed', 'Time of the first tag after the prefix, player’s clock', 72, 90),
  column(
    'error',
    'Error',
    'Played less asked; for a byte, less the next keyframe of the index',
    84,
  ),
  column('picture', 'Picture', 'From asking to the first picture, page’s clock', 66),
  column('firstByte', 'First byte', 'Seeks: page’s clock. Other clients: reproxy’s clock', 72),
  column('status', 'Status', 'Status that the client got', 52),
  column(
    'target',
    'Target',
    'The target that was asked, or whose manner the reproxy answered in',
    104,
  ),
  column('video', 'Video', 'The video that was sought in', 96),
  column('start', 'Start', 'The byte offset in ?start=', 84, 104),
  column('played', 'Played', 'Time of the picture that was shown, player’s clock', 72, 90),
  column(
    'source',
    'Source',
    'Network or buffer; raw: assistance was off. For others the client',
    88,
  ),
];

/** Without these a row says nothing. */
const always: ReadonlySet<LogColumn> = new Set(['number', 'result', 'marks', 'asked']);
/** The sign and word of a verdict alone, where not even these fit. */
const BARE_RESULT_PX = 64;

/** What the rows are like. */
export interface RowsLike {
  /** Seeks of several videos. */
  hasVideos: boolean;
  hasLongNumbers: boolean;
  /** Somebody wrote on one of them. */
  hasMarks: boolean;
}

/** A column, and whether there is room for it. */
export interface PlacedColumn extends Column {
  isShown: boolean;
  /** Null: what is left over. */
  shownPx: number | null;
}

/** Of those that have words, the one that takes what is left over: the first that is there. */
const wideFirst: readonly LogColumn[] = ['marks', 'video', 'asked', 'result', 'source'];

/** Can it be hidden? */
export function isOptional(key: LogColumn): boolean {
  return !always.has(key);
}

/** The columns for rows of a kind, in order, in a place of that width. */
export function placeColumns(
  roomPx: number,
  rows: RowsLike,
  { hidden, widths }: Settings['logColumns'],
): PlacedColumn[] {
  const isOfUse = ({ key }: Column) =>
    (key !== 'video' || rows.hasVideos) && (key !== 'marks' || rows.hasMarks);
  const wanted = columns.filter(
    (each) => isOfUse(each) && !(isOptional(each.key) && hidden.includes(each.key)),
  );
  const ownWidth = (each: Column) => (rows.hasLongNumbers ? each.longWidthPx : each.widthPx);
  const widthOf = (each: Column) => widths[each.key] ?? ownWidth(each);
  const leastPx = wanted
    .filter(({ key }) => !isOptional(key))
    .reduce((sum, each) => sum + widthOf(each), 0);
  let leftPx = roomPx;
  let isFull = false;
  const placed = wanted.map((each) => {
    const px = each.key === 'result' && leastPx > roomPx ? BARE_RESULT_PX : widthOf(each);
    isFull ||= isOptional(each.key) && px > leftPx;
    leftPx -= px;
    return { ...each, isShown: !isFull, shownPx: px };
  });
  const shown = placed.filter(({ isShown }) => isShown).map(({ key }) => key);
  const takes =
    wideFirst.find((key) => shown.includes(key) && widths[key] === undefined) ?? shown.at(-1);
  return placed.map((each) => (each.key === takes ? { ...each, shownPx: null } : each));
}
