import {
  BrowserWindow,
  dialog,
  type IpcMainInvokeEvent,
  ipcMain,
  type OpenDialogOptions,
  shell,
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

/**
 * Native file dialogs and the file manager, for the console's own page and nobody else.
 * @param pathOf where a video of the library lies; null where that is no path of this machine
 */
export function setupDialogs(
  consoleUrl: string,
  pathOf: (videoName: string) => Promise<string | null>,
): void {
  const handle = (channel: string, options: OpenDialogOptions) =>
    ipcMain.handle(channel, (event) => {
      assertFromConsole(event, consoleUrl);
      return choose(event, options);
    });
  handle(channels.chooseFiles, chooseFiles);
  handle(channels.chooseFolder, chooseFolder);
  ipcMain.handle(channels.reveal, async (event, videoName: unknown) => {
    assertFromConsole(event, consoleUrl);
    const path = await pathOf(String(videoName));
    if (path !== null) shell.showItemInFolder(path);
    return path !== null;
  });
}

function assertFromConsole({ sender, senderFrame }: IpcMainInvokeEvent, consoleUrl: string): void {
  // null: the frame has gone or navigated since it asked.
  const isOwn = senderFrame !== null && senderFrame === sender.mainFrame;
  if (isOwn && isConsoleUrl(senderFrame.url, consoleUrl)) return;
  throw new Error('only the console’s own page may open a dialog or the file manager');
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
