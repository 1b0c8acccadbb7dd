import { Dialog } from '@base-ui/react/dialog';
import { Crosshair } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { DialogPopup } from '../design/dialog-popup.tsx';
import { workbenchStore } from '../model/stores.ts';
import { AddTarget } from './add-target.tsx';
import { TargetItem } from './target-item.tsx';
import css from './targets.module.css';

/** A button, and behind it the servers under test and a way to add one. */
export function TargetsDialog() {
  const [isOpen, setOpen] = useState(false);
  const targets = useStore(workbenchStore, (state) => state.targets);
  const label = 'Servers under test';
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger className={css.trigger} aria-label={label} title={label}>
        <Crosshair size={15} aria-hidden />
      </Dialog.Trigger>
      <DialogPopup title={label} width={680}>
        <div className={css.content}>
          {targets.length > 0 && (
            <ul className={css.list} aria-label="Targets">
              {targets.map((target) => (
                <TargetItem key={target.id} target={target} onOpened={() => setOpen(false)} />
              ))}
            </ul>
          )}
          <AddTarget isFirst={targets.length === 0} />
        </div>
      </DialogPopup>
    </Dialog.Root>
  );
}
