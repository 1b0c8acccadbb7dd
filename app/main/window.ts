import { join } from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import { preloadFile } from './app-files.ts';
import { backgroundColor } from './theme.ts';
import { fitToScreens, readWindowState, writeWindowState } from './window-state.ts';

/** Opens the window where it last stood and loads the console's page. */
export async function openMainWindow(consoleUrl: string): Promise<void> {
  const stateFile = join(app.getPath('userData'), 'window-state.json');
  const workAreas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()];
  const { position, width, height, isMaximized } = fitToScreens(
    readWindowState(stateFile),
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
  window.on('close', () => {
    const { x, y, ...size } = window.getNormalBounds();
    writeWindowState(stateFile, {
      position: { x, y },
      ...size,
      isMaximized: window.isMaximized(),
    });
  });
  await window.loadURL(consoleUrl).catch((error: unknown) => {
    // Closed while it loaded: that is no failure.
    if (!window.isDestroyed()) throw error;
  });
}
