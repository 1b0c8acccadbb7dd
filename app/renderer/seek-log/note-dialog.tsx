import { Dialog } from '@base-ui/react/dialog';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { MARK_BOUNDS } from '../../contract/marks.ts';
import { formatCount, plural } from '../../seek/format.ts';
import { Button } from '../design/button.tsx';
import { DialogPopup } from '../design/dialog-popup.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { marksOf } from '../model/marking.ts';
import { viewStore } from '../model/stores.ts';
import css from './note-dialog.module.css';

const close = () => viewStore.setState({ notedRows: null });

/** What somebody has to say of a row, or of several. */
export function NoteDialog() {
  const numbers = useStore(viewStore, (state) => state.notedRows);
  const field = useRef<HTMLTextAreaElement>(null);
  const [first, ...others] = numbers ?? [];
  const title =
    others.length === 0 ? `Note on row ${first}` : `Note on ${plural(others.length + 1, 'row')}`;
  return (
    <Dialog.Root open={numbers !== null} onOpenChange={(isOpen) => !isOpen && close()}>
      <DialogPopup title={title} width={520} initialFocus={field}>
        {numbers && <NoteForm key={numbers.join()} numbers={numbers} field={field} />}
      </DialogPopup>
    </Dialog.Root>
  );
}

interface NoteFormProps {
  numbers: readonly number[];
  field: React.RefObject<HTMLTextAreaElement | null>;
}

function NoteForm({ numbers, field }: NoteFormProps) {
  const { marking } = useWorkbench().client;
  const notes = numbers.map((number) => marksOf(number).note);
  const isOne = new Set(notes).size === 1;
  const [text, setText] = useState(isOne ? (notes[0] ?? '') : '');
  const save = async () => {
    if (await marking.writeNote(numbers, text)) close();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void save();
  };
  const left = MARK_BOUNDS.noteCharacters - text.length;
  return (
    <form className={css.form} onSubmit={onSubmit}>
      <textarea
        ref={field}
        className={css.text}
        aria-label="Note"
        rows={6}
        maxLength={MARK_BOUNDS.noteCharacters}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className={css.foot}>
        <span className={css.hint}>
          {isOne ? '' : 'They have several notes: this takes the place of all. '}
          Plain text; {formatCount(left)} characters left
        </span>
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" look="accent" title="Ctrl or ⌘ and Enter">
          Save
        </Button>
      </div>
    </form>
  );
}
