import { Dialog } from '@base-ui/react/dialog';
import { useContext } from 'react';
import { useStore } from 'zustand';
import { commandGroups } from '../../contract/commands.ts';
import { Button } from '../design/button.tsx';
import { CommandKeys } from '../design/command-keys.ts';
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
        <footer className={css.footer}>
          <Button onClick={() => viewStore.setState({ isKeysOpen: false, isSettingsOpen: true })}>
            Change keys
          </Button>
        </footer>
      </DialogPopup>
    </Dialog.Root>
  );
}

function KeyList({ commands }: { commands: readonly Command[] }) {
  const keys = useContext(CommandKeys);
  return (
    <dl>
      {commands.map(({ id, label }) => (
        <div key={id} className={css.row}>
          <dt>{label}</dt>
          <dd className={css.keys}>
            {keys.get(id)?.map((key) => (
              <Keys key={key} keys={key} />
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
