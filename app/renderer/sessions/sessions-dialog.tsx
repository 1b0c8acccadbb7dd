import { Dialog } from '@base-ui/react/dialog';
import { History } from 'lucide-react';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { SeeklabError } from '../../contract/errors.ts';
import type { SessionList } from '../../contract/session.ts';
import { formatSize, plural } from '../../seek/format.ts';
import { Button } from '../design/button.tsx';
import { cx } from '../design/cx.ts';
import { DialogPopup } from '../design/dialog-popup.tsx';
import { ErrorNote } from '../design/error-note.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import type { Outcome } from '../model/outcome.ts';
import { viewStore, workbenchStore } from '../model/stores.ts';
import { SessionItem } from './session-item.tsx';
import css from './sessions-dialog.module.css';

/** A button that tells how saving goes, and behind it the saved logs. */
export function SessionsDialog({ isDisabled }: { isDisabled: boolean }) {
  const isOpen = useStore(viewStore, (state) => state.isSessionsOpen);
  const session = useStore(workbenchStore, (state) => state.session);
  const isBad = session !== null && (session.error !== null || session.leftOut > 0);
  const state = isBad ? ', not all is saved' : '';
  const label = `Sessions: ${session?.current?.name ?? 'none is saved'}${state}`;
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(isSessionsOpen) => viewStore.setState({ isSessionsOpen })}
    >
      <Dialog.Trigger
        className={cx(css.trigger, isBad && css.bad)}
        disabled={isDisabled}
        aria-label={label}
        title={label}
      >
        <History size={14} aria-hidden />
      </Dialog.Trigger>
      <DialogPopup title="Sessions" width={640}>
        <Sessions />
      </DialogPopup>
    </Dialog.Root>
  );
}

function Sessions() {
  const { sessions } = useWorkbench().client;
  const [list, setList] = useState<SessionList | null>(null);
  const [error, setError] = useState<SeeklabError | null>(null);
  const [said, setSaid] = useState('');
  const take = useCallback((outcome: Outcome<SessionList>, words = '') => {
    setError(outcome.ok ? null : outcome.error);
    setSaid(outcome.ok ? words : '');
    if (outcome.ok) setList(outcome.data);
  }, []);
  useEffect(() => {
    void sessions.list().then(take);
  }, [sessions, take]);

  const exportOne = async (id: string) => {
    const outcome = await sessions.exportOne(id);
    setError(outcome.ok ? null : outcome.error);
    setSaid(outcome.ok ? `Written to ${outcome.data.path}` : '');
  };
  const importFrom = async (path: string) => {
    const outcome = await sessions.importFrom(path);
    if (!outcome.ok) return take(outcome);
    const { list: data, unreadable } = outcome.data;
    const lost = unreadable === 0 ? '' : ` ${plural(unreadable, 'line')} could not be read.`;
    take({ ok: true, data }, `Imported; open it to see its rows.${lost}`);
  };

  if (list === null) {
    return <div className={css.body}>{error ? <ErrorNote error={error} /> : 'Loading'}</div>;
  }
  return (
    <div className={css.body}>
      <Saving list={list} />
      <ul className={css.list} aria-label="Saved sessions">
        {list.sessions.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            onOpen={() => void sessions.open(session.id).then(take)}
            onRename={(name) => void sessions.rename(session.id, name).then(take)}
            onRemove={() => void sessions.remove(session.id).then(take)}
            onExport={() => void exportOne(session.id)}
          />
        ))}
      </ul>
      <div role="status" className={css.said}>
        {said}
      </div>
      {error && (
        <div role="alert">
          <ErrorNote error={error} />
        </div>
      )}
      <footer className={css.footer}>
        <Button onClick={() => void sessions.begin().then(take)}>New session</Button>
        <Import onImport={importFrom} />
      </footer>
    </div>
  );
}

/** How saving goes. */
function Saving({ list: { status, boundBytes } }: { list: SessionList }) {
  return (
    <>
      <p className={css.help}>
        The log is saved as it grows, and the session that was used last is opened again. Each keeps{' '}
        {formatSize(boundBytes)}; its oldest rows go first.
      </p>
      {status.error && <ErrorNote error={status.error} />}
      {status.leftOut > 0 && (
        <p className={css.warning}>
          {plural(status.leftOut, 'part')} of rows came too fast to be saved.
        </p>
      )}
    </>
  );
}

function Import({ onImport }: { onImport: (path: string) => Promise<void> }) {
  const [path, setPath] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await onImport(path.trim());
  };
  return (
    <form className={css.import} onSubmit={submit}>
      <input
        type="text"
        aria-label="File to import"
        placeholder="Path of an exported session"
        spellCheck={false}
        autoComplete="off"
        value={path}
        onChange={(event) => setPath(event.target.value)}
      />
      <Button type="submit" disabled={path.trim() === ''}>
        Import
      </Button>
    </form>
  );
}
