import { Menu } from '@base-ui/react/menu';
import { Check, Columns3 } from 'lucide-react';
import { useRef } from 'react';
import { useStore } from 'zustand';
import type { LogColumn } from '../../contract/log.ts';
import { defaultSettings } from '../../contract/settings.ts';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { workbenchStore } from '../model/stores.ts';
import css from './column-menu.module.css';
import { columns, isOptional } from './columns.ts';

/** Which columns the log has; those that do not fit are left out all the same. */
export function ColumnMenu() {
  const { client } = useWorkbench();
  const place = useRef<HTMLSpanElement>(null);
  const chosen = useStore(workbenchStore, (state) => state.settings.logColumns);
  const show = (key: LogColumn, isShown: boolean) => {
    const others = chosen.hidden.filter((each) => each !== key);
    const hidden = isShown ? others : [...others, key];
    void client.changeSettings({ logColumns: { ...chosen, hidden } });
  };
  return (
    <Menu.Root>
      <Menu.Trigger className={css.trigger} aria-label="Columns" title="Columns">
        <Columns3 size={15} aria-hidden />
      </Menu.Trigger>
      {/* Within the region, so that the menu belongs to a landmark. */}
      <span ref={place} />
      <Menu.Portal container={place}>
        <Menu.Positioner className={css.positioner} positionMethod="fixed" side="top" align="end">
          <Menu.Popup className={css.popup}>
            {columns
              .filter(({ key }) => isOptional(key))
              .map(({ key, name }) => (
                <Menu.CheckboxItem
                  key={key}
                  className={css.item}
                  label={name}
                  checked={!chosen.hidden.includes(key)}
                  onCheckedChange={(isShown) => show(key, isShown)}
                >
                  <Menu.CheckboxItemIndicator className={css.check}>
                    <Check size={14} aria-hidden />
                  </Menu.CheckboxItemIndicator>
                  <span className={css.name}>{name}</span>
                </Menu.CheckboxItem>
              ))}
            <Menu.Separator className={css.line} />
            <Menu.Item
              className={css.item}
              onClick={() => void client.changeSettings({ logColumns: defaultSettings.logColumns })}
            >
              <span className={css.name}>All, as wide as ever</span>
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
