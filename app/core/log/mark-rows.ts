import { CodedError } from '../../contract/errors.ts';
import { MARK_BOUNDS, noMarks, type RowMarks, type RowMarksPatch } from '../../contract/marks.ts';
import type { LogRows } from './log-rows.ts';
import type { Row } from './row.ts';

/**
 * Writes on rows that are in sight; what the patch leaves out stays.
 * @returns on how many
 * @throws CodedError `row_gone` where none is left, `pins_full` before anything is written
 */
export function markRows(rows: LogRows, numbers: readonly number[], patch: RowMarksPatch): number {
  const marked = [...new Set(numbers)]
    .map((number) => rows.get(number))
    .filter((row): row is Row => row !== undefined);
  if (marked.length === 0) throw new CodedError('row_gone', { number: numbers[0] ?? 0 });
  if (patch.isPinned === true) {
    const pinned = new Set([...rows.pinnedNumbers(), ...marked.map(({ number }) => number)]);
    const most = MARK_BOUNDS.pinned;
    if (pinned.size > most) throw new CodedError('pins_full', { wanted: pinned.size, most });
  }
  for (const row of marked) rows.putMarks(row, patched(row.marks ?? noMarks, patch));
  return marked.length;
}

/** Null is a value of its own: no mark, no colour. */
function patched(marks: RowMarks, { note, mark, colour, isPinned }: RowMarksPatch): RowMarks {
  return {
    note: note ?? marks.note,
    mark: mark === undefined ? marks.mark : mark,
    colour: colour === undefined ? marks.colour : colour,
    isPinned: isPinned ?? marks.isPinned,
  };
}
