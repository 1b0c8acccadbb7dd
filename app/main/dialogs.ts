import {
  BrowserWindow,
  dialog,
  type IpcMainInvokeEvent,
  ipcMain,
  type OpenDialogOptions,
} from 'electron';
import { channels } from './channels.ts';
import { isConsoleUrl } from './is-console-url.ts';

const chooseFiles: OpenDialogOptions = {
  title: 'Open videos',
  properties: ['openFile', 'multiSelections'],
  filters: [
    { name: 'Flash video', extensions: ['flv'] },
    { name: 'All files', extensions: ['*'] },
  ],
};

const chooseFolder: OpenDialogOptions = {
  title: 'Open a folder with videos',
  properties: ['openDirectory'],
};

/** Native file dialogs, for the console's own page and nobody else. */
export function setupDialogs(consoleUrl: string): void {
  const handle = (channel: string, options: OpenDialogOptions) =>
    ipcMain.handle(channel, (event) => {
      assertFromConsole(event, consoleUrl);
      return choose(event, options);
    });
  handle(channels.chooseFiles, chooseFiles);
  handle(channels.chooseFolder, chooseFolder);
}

function assertFromConsole({ sender, senderFrame }: IpcMainInvokeEvent, consoleUrl: string): void {
  // null: the frame has gone or navigated since it asked.
  const isOwn = senderFrame !== null && senderFrame === sender.mainFrame;
  if (isOwn && isConsoleUrl(senderFrame.url, consoleUrl)) return;
  throw new Error('only the console’s own page may open a dialog');
}

/** @returns absolute paths, none when cancelled */
async function choose(event: IpcMainInvokeEvent, options: OpenDialogOptions): Promise<string[]> {
  const window = BrowserWindow.fromWebContents(event.sender);
  const { canceled, filePaths } =
    window === null
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(window, options);
  return canceled ? [] : filePaths;
}
