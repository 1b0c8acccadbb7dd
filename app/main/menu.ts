import { app, BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { type CommandGroup, type CommandText, commandTexts } from '../contract/commands.ts';
import { acceleratorOf } from './accelerator.ts';
import { channels } from './channels.ts';

type Items = MenuItemConstructorOptions[];
const line = { type: 'separator' } as const;

/** The menu bar: every command of the page's one table, which the page carries out, and standard roles. */
export function setupMenu(): void {
  const isMac = process.platform === 'darwin';
  const template: Items = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [...commands('File'), line, isMac ? { role: 'close' } : { role: 'quit' }],
    },
    { role: 'editMenu' },
    { label: '&Play', submenu: commands('Play') },
    { label: '&Seek', submenu: commands('Seek') },
    { label: '&Inspect', submenu: commands('Inspect') },
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
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

const commands = (group: CommandGroup): Items =>
  commandTexts.filter((text) => text.group === group).map(menuItem);

function menuItem({ id, label, keys }: CommandText): MenuItemConstructorOptions {
  return {
    id,
    label: label.replaceAll('&', '&&'),
    ...acceleratorOf(keys, process.platform),
    click: () => {
      for (const window of BrowserWindow.getAllWindows()) {
        window.webContents.send(channels.menuCommand, id);
      }
    },
  };
}
