import { join } from 'node:path';
import { app } from 'electron';
import { appFiles } from './app-files.ts';
import { readArguments } from './arguments.ts';
import { startConsole } from './console.ts';
import { setupDataDir } from './data-dir.ts';
import { setupDialogs } from './dialogs.ts';
import { handOver } from './hand-over.ts';
import { setupMenu } from './menu.ts';
import { setupNavigation } from './navigation.ts';
import { setupPermissions } from './permissions.ts';
import { setupQuit } from './quit.ts';
import { openRecentFiles } from './recent-files.ts';
import { setupRecovery } from './recovery.ts';
import { showFatalError } from './show-fatal-error.ts';
import { setupSingleInstance } from './single-instance.ts';
import { setupTheme } from './theme.ts';
import { openMainWindow } from './window.ts';

// The order matters. The data folder is chosen first, because the lock lies in it; the lock comes
// before anything that opens a port: a second start must not. Signals and the guards on web contents
// stand before anything can be loaded; permissions need a session, which exists once the app is
// ready. The console runs before the window that shows it, and the theme is known before the
// window's first paint.
async function start(): Promise<void> {
  const quit = setupQuit();
  const given = readArguments({
    argv: process.argv,
    isPackaged: app.isPackaged,
    workingDir: process.cwd(),
  });
  setupDataDir(given.dataDir);
  const instance = setupSingleInstance();
  if (!instance.isFirst) return app.quit();
  const navigation = setupNavigation();
  setupRecovery();

  await app.whenReady();
  const files = appFiles();
  const recent = await openRecentFiles(join(files.dataDir, 'recent-files.json'));
  const console = await startConsole(given, files, recent.add);
  quit.beforeExit(console.close);
  navigation.allow(console.url);

  setupPermissions(console.url);
  setupDialogs(console.url, console.workbench.pathOf);
  await setupMenu(console.workbench, recent);
  await setupTheme(console.workbench);
  const opened = openMainWindow(console.url, quit.beforeExit);
  handOver(given.videoPaths);
  instance.onFiles(handOver);
  await opened;
}

// Not awaited at the top level: Electron is ready only when this module has been evaluated.
start().catch(showFatalError);
