import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import { IconButton } from '../design/button.tsx';
import { workbenchStore } from '../model/stores.ts';
import { useWorkbench } from '../shell/workbench-context.ts';
import css from './add-video.module.css';

/**
 * Adds a file or a folder by typing where it is: the program reads it, not the browser. What is no
 * path names a video of the user's own application, or else of MogileFS.
 */
export function AddVideo() {
  const { session } = useWorkbench();
  const namesAt = useStore(workbenchStore, ({ system }) => {
    if ((system?.configuration.applicationUrl ?? null) !== null) return 'your application';
    return (system?.mogile ?? null) === null ? null : 'MogileFS';
  });
  const [text, setText] = useState('');
  const [isAdding, setIsAdding] = useState(false);
  const label =
    namesAt === null ? 'Add a file or folder by path' : `Add a path, or a name at ${namesAt}`;

  const add = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = text.trim();
    if (wanted === '') return;
    setIsAdding(true);
    const isAdded =
      namesAt !== null && !isAbsolutePath(wanted)
        ? await session.addServed(wanted)
        : await session.addPaths([wanted]);
    if (isAdded) setText('');
    setIsAdding(false);
  };

  return (
    <form className={css.form} onSubmit={add}>
      <input
        type="text"
        aria-label={label}
        placeholder={namesAt === null ? label : 'Add a path or a name'}
        title={label}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <IconButton label="Add" type="submit" disabled={isAdding || text.trim() === ''}>
        <Plus size={15} aria-hidden />
      </IconButton>
    </form>
  );
}

/** `/videos`, `~/videos`, `C:\videos`, `\\server\videos`. */
const isAbsolutePath = (text: string) => /^([/\\]|~[/\\]|[a-z]:[/\\])/i.test(text);
