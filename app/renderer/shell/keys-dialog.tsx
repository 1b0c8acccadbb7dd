import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useStore } from 'zustand';
import { Keys } from '../design/keys.tsx';
import type { Command } from '../model/commands.ts';
import { viewStore } from '../model/stores.ts';
import css from './keys-dialog.module.css';
import { useWorkbench } from './workbench-context.ts';

const groups: readonly Command['group'][] = ['Play', 'Seek', 'Inspect', 'Window'];

/** All keys, in groups. */
export function KeysDialog() {
  const { commands } = useWorkbench();
  const isOpen = useStore(viewStore, (state) => state.isKeysOpen);
  const setOpen = (isKeysOpen: boolean) => viewStore.setState({ isKeysOpen });
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className={css.backdrop} />
        <Dialog.Popup className={css.popup}>
          <header className={css.header}>
            <Dialog.Title>Keys</Dialog.Title>
            <Dialog.Close className={css.close} aria-label="Close">
              <X size={15} aria-hidden />
            </Dialog.Close>
          </header>
          <div className={css.groups}>
            {groups.map((group) => (
              <section key={group} className={css.group}>
                <h3 className={css.name}>{group}</h3>
                <KeyList commands={commands.filter((command) => command.group === group)} />
              </section>
            ))}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function KeyList({ commands }: { commands: readonly Command[] }) {
  return (
    <dl>
      {commands.map(({ label, keys }) => (
        <div key={label} className={css.row}>
          <dt>{label}</dt>
          <dd className={css.keys}>
            {keys.map((key) => (
              <Keys key={key} keys={key} />
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
