import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import type { Desktop, MenuCommand } from '../contract/desktop.ts';
import { channels } from './channels.ts';

// The whole of what the page gets from the desktop. It runs sandboxed and isolated: no Node, no
// ipcRenderer in the page, each power by name.
contextBridge.exposeInMainWorld('desktop', {
  chooseFiles: () => ipcRenderer.invoke(channels.chooseFiles),
  chooseFolder: () => ipcRenderer.invoke(channels.chooseFolder),
  pathOfFile: (file) => webUtils.getPathForFile(file),
  onMenuCommand(listener) {
    const forward = (_event: IpcRendererEvent, command: MenuCommand) => listener(command);
    ipcRenderer.on(channels.menuCommand, forward);
    return () => {
      ipcRenderer.off(channels.menuCommand, forward);
    };
  },
} satisfies Desktop);
