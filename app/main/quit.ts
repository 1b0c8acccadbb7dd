import { app } from 'electron';

/**
 * Closing the window, Ctrl-C and SIGTERM all end the program, on every system, and no port stays
 * open behind it.
 */
export function setupQuit() {
  let close: (() => Promise<void>) | undefined;

  app.on('window-all-closed', () => app.quit());
  process.on('SIGINT', () => app.quit());
  process.on('SIGTERM', () => app.quit());
  app.on('will-quit', (event) => {
    const closing = close;
    if (closing === undefined) return;
    close = undefined;
    event.preventDefault();
    // What cannot be closed ends with the process; the exit code says that something was wrong.
    closing().then(
      () => app.quit(),
      () => app.exit(1),
    );
  });

  return {
    /** Names what has to be closed first. */
    beforeExit(listener: () => Promise<void>): void {
      close = listener;
    },
  };
}
