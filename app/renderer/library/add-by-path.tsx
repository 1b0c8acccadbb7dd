import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { IconButton } from '../design/button.tsx';
import { useWorkbench } from '../shell/workbench-context.ts';
import css from './add-by-path.module.css';

/** Adds a file or a folder by typing where it is; the program reads it, not the browser. */
export function AddByPath() {
  const { session } = useWorkbench();
  const [path, setPath] = useState('');
  const [isAdding, setIsAdding] = useState(false);

  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (path.trim() === '') return;
    setIsAdding(true);
    if (await session.addPaths([path.trim()])) setPath('');
    setIsAdding(false);
  };

  return (
    <form className={css.form} onSubmit={add}>
      <input
        type="text"
        aria-label="Add a file or folder by path"
        placeholder="Add a file or folder by path"
        spellCheck={false}
        autoComplete="off"
        value={path}
        onChange={(event) => setPath(event.target.value)}
      />
      <IconButton label="Add" type="submit" disabled={isAdding || path.trim() === ''}>
        <Plus size={15} aria-hidden />
      </IconButton>
    </form>
  );
}
