import { app, BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../contract/desktop.ts';
import { channels } from './channels.ts';

/** The menu bar. What the page carries out goes to it as a command; the rest are standard roles. */
export function setupMenu(): void {
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        command('open-files', '&Open Videos…', 'CmdOrCtrl+O'),
        command('open-folder', 'Open &Folder…', 'CmdOrCtrl+Shift+O'),
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&Seek',
      submenu: [
        // Bare keys (space, arrows) are the page's: as accelerators they would never reach a field.
        command('play-pause', '&Play or Pause'),
        command('go-to', '&Go to…', 'CmdOrCtrl+G'),
        { type: 'separator' },
        command('next-keyframe', '&Next Keyframe'),
        command('previous-keyframe', 'P&revious Keyframe'),
      ],
    },
    {
      label: '&View',
      submenu: [
        command('toggle-theme', 'Dark or &Light'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'reload' } as const]),
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        command('show-keys', '&Keyboard Shortcuts', 'CmdOrCtrl+/'),
        ...(isMac ? [] : [{ role: 'about' } as const]),
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function command(id: MenuCommand, label: string, accelerator?: string): MenuItemConstructorOptions {
  return {
    id,
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => {
      for (const window of BrowserWindow.getAllWindows()) {
        window.webContents.send(channels.menuCommand, id);
      }
    },
  };
}
