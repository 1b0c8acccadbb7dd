import { type FormEvent, type RefObject, useId, useState } from 'react';
import { useStore } from 'zustand';
import type { SeeklabError } from '../../contract/errors.ts';
import { MAX_FAULT_TEXT } from '../../contract/fault.ts';
import { type FaultKind, faultKinds, faultParts } from '../../faults/fault-kinds.ts';
import { kindExample } from '../../faults/fault-text.ts';
import { parseFaults } from '../../faults/parse-faults.ts';
import { Button } from '../design/button.tsx';
import { ErrorNote } from '../design/error-note.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { workbenchStore } from '../model/stores.ts';
import css from './faults.module.css';

/** Chooses a kind, which can be narrowed down as text before it is switched on. */
export function FaultForm({ field }: { field: RefObject<HTMLInputElement | null> }) {
  const { client } = useWorkbench();
  const [text, setText] = useState('');
  const [error, setError] = useState<SeeklabError | null>(null);
  const hasTrackers = useStore(workbenchStore, ({ system }) => system?.mogile != null);
  const ids = { help: useId(), error: useId() };
  const parts = faultParts.filter((part) => part !== 'tracker' || hasTrackers);

  const write = (next: string) => {
    setText(next);
    setError(null);
  };
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const parsed = parseFaults(text);
    if (!parsed.isUnderstood) {
      setError(parsed.error);
      field.current?.focus();
      field.current?.setSelectionRange(parsed.from, parsed.to);
      return;
    }
    const outcome = await client.faults.add(text);
    if (outcome.ok) write('');
    else setError(outcome.error);
  };

  return (
    <form className={css.form} onSubmit={add}>
      <label className={css.field}>
        <span className={css.label}>Kind</span>
        <select
          value=""
          onChange={({ target }) => {
            write(target.value);
            field.current?.focus();
          }}
        >
          <option value="">Choose one, then narrow it down below</option>
          {parts.map((part) => (
            <optgroup key={part} label={part}>
              {faultKinds
                .filter((kind) => kind.part === part)
                .map((kind: FaultKind) => (
                  <option key={kind.name} value={kindExample(kind)}>
                    {kind.name}: {kind.says}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      <label className={css.field}>
        <span className={css.label}>Fault</span>
        <input
          ref={field}
          type="text"
          placeholder="storage:stall@500000,every=3"
          spellCheck={false}
          autoComplete="off"
          maxLength={MAX_FAULT_TEXT}
          aria-invalid={error !== null}
          aria-describedby={`${ids.help} ${ids.error}`}
          value={text}
          onChange={({ target }) => write(target.value)}
        />
        <span id={ids.help} className={css.help}>
          As --fault takes it. Behind commas: every=3, video=NAME, from=BYTE, chance=0.2, seed=7.
        </span>
      </label>
      <div id={ids.error} role="alert">
        {error && <ErrorNote error={error} />}
      </div>
      <div className={css.footer}>
        <Button type="submit" look="accent" disabled={text.trim() === ''}>
          Switch on
        </Button>
      </div>
    </form>
  );
}
