import { BrowserWindow } from 'electron';
import { channels } from './channels.ts';

/** Has the page add files, and open one that comes alone: it says what came of it. */
export function handOver(paths: readonly string[]): void {
  if (paths.length === 0) return;
  const [window] = BrowserWindow.getAllWindows();
  if (!window) return;
  const { webContents } = window;
  const send = () => webContents.send(channels.files, paths);
  // Before it has loaded nobody there listens.
  if (webContents.isLoading()) webContents.once('did-finish-load', send);
  else send();
}
