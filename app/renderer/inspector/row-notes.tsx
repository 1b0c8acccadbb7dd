import { Pencil } from 'lucide-react';
import type { RowMarks } from '../../contract/marks.ts';
import { IconButton } from '../design/button.tsx';
import { RowMarkSigns } from '../design/row-marks.tsx';
import { viewStore } from '../model/stores.ts';
import css from './row-notes.module.css';

interface RowNotesProps {
  number: number;
  marks: RowMarks;
}

/** What somebody wrote on the row, with the whole of the note. */
export function RowNotes({ number, marks }: RowNotesProps) {
  return (
    <section className={css.notes} aria-label="Marks and note">
      <RowMarkSigns marks={{ ...marks, note: '' }} />
      <p className={css.text}>{marks.note}</p>
      <IconButton
        label="Change the note"
        command="note"
        onClick={() => viewStore.setState({ notedRows: [number] })}
      >
        <Pencil size={14} aria-hidden />
      </IconButton>
    </section>
  );
}
