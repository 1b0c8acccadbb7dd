import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import type { CommandId } from '../contract/commands.ts';
import type { Desktop } from '../contract/desktop.ts';
import type { SeeklabError } from '../contract/seeklab-error.ts';
import { channels } from './channels.ts';

/** What happened before the page listened. */
const handedOver: string[] = [];
const troubles: SeeklabError[] = [];
let tellTrouble = (error: SeeklabError): void => {
  troubles.push(error);
};
ipcRenderer.on(channels.trouble, (_event, error: SeeklabError) => tellTrouble(error));

let takeFiles = (paths: string[]): void => {
  handedOver.push(...paths);
};
ipcRenderer.on(channels.files, (_event, paths: string[]) => takeFiles(paths));

// The whole of what the page gets from the desktop. It runs sandboxed and isolated: no Node, no
// ipcRenderer in the page, each power by name.
contextBridge.exposeInMainWorld('desktop', {
  chooseFiles: () => ipcRenderer.invoke(channels.chooseFiles),
  chooseFolder: () => ipcRenderer.invoke(channels.chooseFolder),
  reveal: (videoName) => ipcRenderer.invoke(channels.reveal, videoName),
  onFiles(listener) {
    takeFiles = listener;
    if (handedOver.length > 0) listener(handedOver.splice(0));
  },
  pathOfFile: (file) => webUtils.getPathForFile(file),
  onMenuCommand(listener) {
    const forward = (_event: IpcRendererEvent, command: CommandId) => listener(command);
    ipcRenderer.on(channels.menuCommand, forward);
    return () => {
      ipcRenderer.off(channels.menuCommand, forward);
    };
  },
  onTrouble(listener) {
    tellTrouble = listener;
    for (const error of troubles.splice(0)) listener(error);
  },
} satisfies Desktop);
