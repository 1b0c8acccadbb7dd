import { app } from 'electron';

/**
 * Closing the window, Ctrl-C and SIGTERM all end the program, on every system, and no port stays
 * open behind it.
 */
export function setupQuit() {
  const listeners: (() => Promise<void>)[] = [];

  app.on('window-all-closed', () => app.quit());
  process.on('SIGINT', () => app.quit());
  process.on('SIGTERM', () => app.quit());
  app.on('will-quit', (event) => {
    const endings = listeners.splice(0);
    if (endings.length === 0) return;
    event.preventDefault();
    // What cannot be closed ends with the process; the exit code says that something was wrong.
    Promise.all(endings.map((end) => end())).then(
      () => app.quit(),
      () => app.exit(1),
    );
  });

  return {
    /** Names something that has to be over first. */
    beforeExit(listener: () => Promise<void>): void {
      listeners.push(listener);
    },
  };
}
