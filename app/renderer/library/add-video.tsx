import { LoaderCircle, Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import { IconButton } from '../design/button.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { workbenchStore } from '../model/stores.ts';
import css from './add-video.module.css';

/**
 * Adds a file or a folder by typing where it is: the program reads it, not the browser. What is no
 * path names a video of the user's own application, or else of MogileFS.
 */
export function AddVideo() {
  const { client } = useWorkbench();
  const namesAt = useStore(workbenchStore, ({ system }) => {
    if ((system?.configuration.applicationUrl ?? null) !== null) return 'your application';
    return (system?.mogile ?? null) === null ? null : 'MogileFS';
  });
  const [text, setText] = useState('');
  const [adding, setAdding] = useState<readonly string[]>([]);
  const label =
    namesAt === null ? 'Add a file or folder by path' : `Add a path, or a name at ${namesAt}`;

  const add = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = text.trim();
    if (wanted === '') return;
    // A folder may take long to look through: meanwhile the box takes the next one.
    setText('');
    setAdding((others) => [...others, wanted]);
    const isAdded = await (namesAt === null
      ? client.addPaths([wanted])
      : isAbsolutePath(wanted)
        ? client.addPathOrName(wanted)
        : client.addServed(wanted));
    setAdding((all) => all.toSpliced(all.indexOf(wanted), 1));
    // What was refused comes back to be corrected, unless something else stands there by now.
    if (!isAdded) setText((now) => (now === '' ? wanted : now));
  };

  return (
    <form className={css.form} onSubmit={add}>
      <p className={css.adding} role="status">
        {adding.length > 0 && (
          <>
            <LoaderCircle size={13} aria-hidden className={css.spinner} />
            <span className={css.names}>Adding {adding.join(', ')}</span>
          </>
        )}
      </p>
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
      <IconButton label="Add" type="submit" disabled={text.trim() === ''}>
        <Plus size={15} aria-hidden />
      </IconButton>
    </form>
  );
}

/** `/videos`, `~/videos`, `C:\videos`, `\\server\videos`, `file:///videos`, each in quotes or not. */
const isAbsolutePath = (text: string) => /^["']?([/\\]|~([/\\]|$)|[a-z]:[/\\]|file:)/i.test(text);
