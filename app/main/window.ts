import { join } from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import { preloadFile } from './app-files.ts';
import { backgroundColor } from './theme.ts';
import { fitToScreens, readWindowState, writeWindowState } from './window-state.ts';

/**
 * Opens the window where it last stood and loads the console's page.
 * @param beforeExit takes what the program has to wait for at its end
 */
export async function openMainWindow(
  consoleUrl: string,
  beforeExit: (listener: () => Promise<void>) => void,
): Promise<void> {
  const stateFile = join(app.getPath('userData'), 'window-state.json');
  const workAreas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()];
  const { position, width, height, isMaximized } = fitToScreens(
    await readWindowState(stateFile),
    workAreas.map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...position,
    width,
    height,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Seeklab',
    backgroundColor: backgroundColor(),
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      // A seek's times must not depend on whether the window is in front.
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize();
    window.show();
  });
  let saved = Promise.resolve();
  window.on('close', () => {
    const { x, y, ...size } = window.getNormalBounds();
    const state = { position: { x, y }, ...size, isMaximized: window.isMaximized() };
    saved = saved.then(() => writeWindowState(stateFile, state));
  });
  beforeExit(() => saved);
  await window.loadURL(consoleUrl).catch((error: unknown) => {
    // Closed while it loaded: that is no failure.
    if (!window.isDestroyed()) throw error;
  });
}
