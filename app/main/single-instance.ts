import { app, BrowserWindow } from 'electron';
import { readArguments } from './arguments.ts';

type TakeFiles = (paths: readonly string[]) => void;

/**
 * One Seeklab per user data folder. A second start hands its files to the first and ends; the
 * first brings its window to the front. macOS hands files over by an event of its own.
 */
export function setupSingleInstance() {
  const isFirst = app.requestSingleInstanceLock();
  if (!isFirst) process.stderr.write('Seeklab runs already: its window comes to the front.\n');
  const waiting: string[] = [];
  let takeFiles: TakeFiles = (paths) => {
    waiting.push(...paths);
  };

  app.on('second-instance', (_event, argv, workingDir) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
    const line = { argv, isPackaged: app.isPackaged, workingDir };
    takeFiles(readArguments(line).mediaPaths);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    takeFiles([path]);
  });

  return {
    isFirst,
    /** Says who takes the files, those that came before included. */
    onFiles(listener: TakeFiles): void {
      takeFiles = listener;
      listener(waiting.splice(0));
    },
  };
}
