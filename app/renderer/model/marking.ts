import type { LogRow } from '../../contract/log.ts';
import {
  type MarkColour,
  type MarkWord,
  markColour,
  noMarks,
  type RowMarks,
  type RowMarksPatch,
} from '../../contract/marks.ts';
import { plural } from '../../seek/format.ts';
import type { Connection } from './connection.ts';
import { tell, tellError } from './notices.ts';
import { actedOn } from './selection.ts';
import { logStore, viewStore } from './stores.ts';

/** Writes on the selected rows or, without a selection, on the one that is inspected. */
export interface Marking {
  /** Marks them, or no longer where all are marked so. */
  toggleMark(mark: MarkWord): Promise<void>;
  togglePin(): Promise<void>;
  /** Null: no colour. */
  setColour(colour: MarkColour | null): Promise<void>;
  /** Takes the colour that follows that of the first row, and none behind the last. */
  nextColour(): Promise<void>;
  /** Opens the note of these rows. */
  openNote(): void;
  /** Writes on rows; an empty note is none. */
  writeNote(numbers: readonly number[], note: string): Promise<boolean>;
}

export function createMarking(connection: Pick<Connection, 'call'>): Marking {
  const write = async (numbers: readonly number[], marks: RowMarksPatch, done: string) => {
    if (numbers.length === 0) {
      tell('There is no row to mark.');
      return false;
    }
    try {
      const { marked } = await connection.call('log.mark', { numbers: [...numbers], marks });
      // What is done to one row is seen on it.
      if (numbers.length > 1) tell(`${plural(marked, 'row')} ${done}.`);
      return true;
    } catch (thrown) {
      tellError(thrown);
      return false;
    }
  };
  const setColour = async (colour: MarkColour | null) => {
    await write(actedOn(), { colour }, colour === null ? 'without a colour' : `coloured ${colour}`);
  };
  return {
    async toggleMark(mark) {
      const numbers = actedOn();
      const isOff = numbers.every((number) => marksOf(number).mark === mark);
      const word = mark === 'ok' ? 'OK' : 'as a bug';
      const done = isOff ? 'no longer marked' : `marked ${word}`;
      await write(numbers, { mark: isOff ? null : mark }, done);
    },
    async togglePin() {
      const numbers = actedOn();
      const isOff = numbers.every((number) => marksOf(number).isPinned);
      await write(numbers, { isPinned: !isOff }, isOff ? 'no longer pinned' : 'pinned');
    },
    setColour,
    nextColour() {
      const [first] = actedOn();
      const { colour } = first === undefined ? noMarks : marksOf(first);
      const next = markColour.options[colour === null ? 0 : markColour.options.indexOf(colour) + 1];
      return setColour(next ?? null);
    },
    openNote() {
      const numbers = actedOn();
      if (numbers.length === 0) tell('There is no row to write on.');
      else viewStore.setState({ notedRows: numbers });
    },
    writeNote: (numbers, note) =>
      write(numbers, { note }, note.trim() === '' ? 'without a note' : 'have that note'),
  };
}

/** As far as the page knows them. */
export function marksOf(number: number): RowMarks {
  const { rows, pinned, chosen } = logStore.getState();
  const is = (row: Pick<LogRow, 'number'>) => row.number === number;
  const known = rows.find(is) ?? pinned.find(is) ?? (chosen && is(chosen) ? chosen : undefined);
  return known?.marks ?? noMarks;
}
