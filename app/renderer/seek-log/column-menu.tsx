import { Columns3 } from 'lucide-react';
import { useStore } from 'zustand';
import type { LogColumn } from '../../contract/log.ts';
import { defaultSettings } from '../../contract/settings.ts';
import { MenuButton } from '../design/menu.tsx';
import { MenuAction, MenuLine, MenuSwitch } from '../design/menu-items.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { workbenchStore } from '../model/stores.ts';
import { columns, isOptional } from './columns.ts';

/** Which columns the log has; those that do not fit are left out all the same. */
export function ColumnMenu() {
  const { client } = useWorkbench();
  const chosen = useStore(workbenchStore, (state) => state.settings.logColumns);
  const show = (key: LogColumn, isShown: boolean) => {
    const others = chosen.hidden.filter((each) => each !== key);
    const hidden = isShown ? others : [...others, key];
    void client.changeSettings({ logColumns: { ...chosen, hidden } });
  };
  return (
    <MenuButton
      label="Columns"
      title="Columns"
      look="icon"
      face={<Columns3 size={15} aria-hidden />}
      side="top"
      align="end"
    >
      {columns
        .filter(({ key }) => isOptional(key))
        .map(({ key, name }) => (
          <MenuSwitch
            key={key}
            name={name}
            isOn={!chosen.hidden.includes(key)}
            onChange={(isShown) => show(key, isShown)}
          />
        ))}
      <MenuLine />
      <MenuAction
        name="All, as wide as ever"
        onChoose={() => void client.changeSettings({ logColumns: defaultSettings.logColumns })}
      />
    </MenuButton>
  );
}
