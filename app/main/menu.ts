import { app, BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { keysInUse, type OwnKeys } from '../contract/command-keys.ts';
import {
  type CommandGroup,
  type CommandId,
  type CommandText,
  commandTexts,
} from '../contract/commands.ts';
import { settings } from '../contract/settings.ts';
import type { Workbench } from '../core/workbench.ts';
import { acceleratorOf } from './accelerator.ts';
import { channels } from './channels.ts';
import { handOver } from './hand-over.ts';
import type { RecentFiles } from './recent-files.ts';

type Items = MenuItemConstructorOptions[];
type Keys = ReadonlyMap<CommandId, readonly string[]>;
const line = { type: 'separator' } as const;

/**
 * The menu bar: every command of the page's one table, which the page carries out, and standard roles. It shows the
 * keys that the commands have today.
 */
export async function setupMenu(workbench: Workbench, recent: RecentFiles): Promise<void> {
  let own: OwnKeys = {};
  let shown = '';
  const show = () => {
    const next = JSON.stringify([own, recent.list()]);
    if (next === shown) return;
    shown = next;
    Menu.setApplicationMenu(Menu.buildFromTemplate(makeMenu(keysInUse(own), recent)));
  };
  const result = await workbench.run('settings.get', {});
  if (result.ok) own = settings.parse(result.data).keys;
  show();
  workbench.subscribe((event) => {
    if (event.event !== 'settings') return;
    own = event.data.keys;
    show();
  });
  recent.onChange(show);
}

function makeMenu(keys: Keys, recent: RecentFiles): Items {
  const commands = (group: CommandGroup): Items =>
    commandTexts.filter((text) => text.group === group).map((text) => menuItem(text, keys));
  const isMac = process.platform === 'darwin';
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        ...commands('File'),
        line,
        recentItem(recent),
        line,
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    { label: '&Play', submenu: commands('Play') },
    { label: '&Seek', submenu: commands('Seek') },
    { label: '&Inspect', submenu: commands('Inspect') },
    { label: '&Log', submenu: commands('Log') },
    {
      label: '&View',
      submenu: [
        ...commands('Window'),
        line,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        line,
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'reload' } as const]),
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [...commands('Help'), ...(isMac ? [] : [{ role: 'about' } as const])],
    },
  ];
}

function recentItem(recent: RecentFiles): MenuItemConstructorOptions {
  const paths = recent.list();
  return {
    id: 'recent-files',
    label: 'Open Recent',
    enabled: paths.length > 0,
    submenu: [
      ...paths.map((path) => ({ label: plain(path), click: () => handOver([path]) })),
      line,
      { label: 'Forget These', click: recent.forget },
    ],
  };
}

/** An & in a label would name the key of its item. */
const plain = (label: string) => label.replaceAll('&', '&&');

function menuItem(
  { id, label }: CommandText & { id: CommandId },
  keys: Keys,
): MenuItemConstructorOptions {
  return {
    id,
    label: plain(label),
    ...acceleratorOf(keys.get(id) ?? [], process.platform),
    click: () => {
      for (const window of BrowserWindow.getAllWindows()) {
        window.webContents.send(channels.menuCommand, id);
      }
    },
  };
}
