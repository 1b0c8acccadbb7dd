import { Download, Pencil, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { SessionSummary } from '../../contract/session.ts';
import { formatSize, plural } from '../../seek/format.ts';
import { Button, IconButton } from '../design/button.tsx';
import css from './sessions-dialog.module.css';

interface SessionItemProps {
  session: SessionSummary;
  onOpen: () => void;
  onRename: (name: string) => void;
  onRemove: () => void;
  onExport: () => void;
}

/** One saved log and what can be done with it. */
export function SessionItem({ session, onOpen, onRename, onRemove, onExport }: SessionItemProps) {
  const { name, openIn } = session;
  const [state, setState] = useState<'shown' | 'renaming' | 'removing'>('shown');
  if (state === 'renaming') {
    return (
      <li className={css.item}>
        <Renaming
          name={name}
          onDone={(wanted) => {
            setState('shown');
            if (wanted !== null && wanted !== name) onRename(wanted);
          }}
        />
      </li>
    );
  }
  return (
    <li className={css.item}>
      <div className={css.what}>
        <span className={css.name}>{name}</span>
        <span className={css.facts}>{factsOf(session)}</span>
      </div>
      {state === 'removing' ? (
        <>
          <Button look="accent" onClick={onRemove}>
            Delete for good
          </Button>
          <Button onClick={() => setState('shown')}>Keep</Button>
        </>
      ) : (
        <>
          <Button disabled={openIn !== null} onClick={onOpen} aria-label={`Open ${name}`}>
            {openIn === 'here' ? 'Is open' : 'Open'}
          </Button>
          <IconButton label={`Rename ${name}`} onClick={() => setState('renaming')}>
            <Pencil size={14} aria-hidden />
          </IconButton>
          <IconButton label={`Export ${name}`} onClick={onExport}>
            <Download size={14} aria-hidden />
          </IconButton>
          <IconButton
            label={`Delete ${name}`}
            disabled={openIn !== null}
            onClick={() => setState('removing')}
          >
            <Trash2 size={14} aria-hidden />
          </IconButton>
        </>
      )}
    </li>
  );
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

function factsOf({ usedAtEpochMs, rowCount, bytes, openIn }: SessionSummary): string {
  const size = `${plural(rowCount, 'row')}, ${formatSize(bytes)}`;
  return `${day.format(usedAtEpochMs)} · ${size}${openIn === 'elsewhere' ? ' · open in another Seeklab' : ''}`;
}

interface RenamingProps {
  name: string;
  /** Null: it stays as it is. */
  onDone: (name: string | null) => void;
}

function Renaming({ name, onDone }: RenamingProps) {
  const [text, setText] = useState(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDone(text.trim() || null);
  };
  return (
    <form className={css.renaming} onSubmit={submit}>
      <input
        type="text"
        aria-label={`New name of ${name}`}
        maxLength={100}
        // biome-ignore lint/a11y/noAutofocus: it takes the place of what was pressed.
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit">Rename</Button>
      <Button onClick={() => onDone(null)}>Cancel</Button>
    </form>
  );
}
