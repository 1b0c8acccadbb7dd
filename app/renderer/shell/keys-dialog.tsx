import { Dialog } from '@base-ui/react/dialog';
import { useStore } from 'zustand';
import { commandGroups } from '../../contract/commands.ts';
import { DialogPopup } from '../design/dialog-popup.tsx';
import { Keys } from '../design/keys.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import type { Command } from '../model/commands.ts';
import { viewStore } from '../model/stores.ts';
import css from './keys-dialog.module.css';

/** All keys, in groups. */
export function KeysDialog() {
  const { commands } = useWorkbench();
  const isOpen = useStore(viewStore, (state) => state.isKeysOpen);
  const setOpen = (isKeysOpen: boolean) => viewStore.setState({ isKeysOpen });
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <DialogPopup title="Keys" width={680}>
        <div className={css.groups}>
          {commandGroups.map((group) => (
            <section key={group} className={css.group}>
              <h3 className={css.name}>{group}</h3>
              <KeyList commands={commands.filter((command) => command.group === group)} />
            </section>
          ))}
        </div>
      </DialogPopup>
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
