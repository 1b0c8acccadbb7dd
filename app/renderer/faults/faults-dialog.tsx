import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useRef } from 'react';
import { useStore } from 'zustand';
import type { Fault } from '../../contract/fault.ts';
import { Button, IconButton } from '../design/button.tsx';
import { DialogPopup } from '../design/dialog-popup.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { tellError } from '../model/notices.ts';
import type { Outcome } from '../model/outcome.ts';
import { viewStore, workbenchStore } from '../model/stores.ts';
import { FaultForm } from './fault-form.tsx';
import css from './faults.module.css';

/** What the embedded parts do wrong on purpose: a list, a way to add to it, and to switch off. */
export function FaultsDialog() {
  const isOpen = useStore(viewStore, ({ isFaultsOpen }) => isFaultsOpen);
  const faults = useStore(workbenchStore, (state) => state.faults);
  const field = useRef<HTMLInputElement>(null);
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(isFaultsOpen) => viewStore.setState({ isFaultsOpen })}
    >
      <DialogPopup title="Faults" width={620} initialFocus={field}>
        <div className={css.content}>
          <p className={css.help}>
            The embedded parts do these things wrong on purpose, until they are switched off or
            Seeklab ends. Seeks that got to see one say so in the log and in reports.
          </p>
          <FaultForm field={field} />
          {faults.length > 0 && <FaultList faults={faults} />}
        </div>
      </DialogPopup>
    </Dialog.Root>
  );
}

function FaultList({ faults }: { faults: readonly Fault[] }) {
  const { client } = useWorkbench();
  const tellRefusal = (outcome: Outcome<unknown>) => {
    if (!outcome.ok) tellError(outcome.error);
  };
  return (
    <>
      <ul className={css.list} aria-label="Faults that are on">
        {faults.map(({ id, text, says }) => (
          <li key={id} className={css.item}>
            <div className={css.words}>
              <code className={css.text}>{text}</code>
              <span className={css.help}>{says}</span>
            </div>
            <IconButton
              label={`Switch off ${text}`}
              onClick={() => void client.faults.remove(id).then(tellRefusal)}
            >
              <X size={14} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <div className={css.footer}>
        <Button onClick={() => void client.faults.clear().then(tellRefusal)}>Switch all off</Button>
      </div>
    </>
  );
}
