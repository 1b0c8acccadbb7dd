import { app, shell } from 'electron';
import { isConsoleUrl, isExternalLinkAllowed } from './is-console-url.ts';

/**
 * Keeps every window on the console's page. The page shows what strangers' servers send; whatever
 * gets it to go elsewhere, open a window or embed another page must fail here, even if the
 * content security policy should not hold.
 */
export function setupNavigation() {
  let consoleUrl: string | undefined;
  const isConsole = (address: string) =>
    consoleUrl !== undefined && isConsoleUrl(address, consoleUrl);

  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, address) => {
      if (!isConsole(address)) event.preventDefault();
    });
    contents.on('will-redirect', (event, address) => {
      if (!isConsole(address)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault();
    });
    // about:blank is never asked about beforehand (Electron 45): come back from it.
    contents.on('did-navigate', (_navigated, address) => {
      if (consoleUrl !== undefined && !isConsole(address)) void contents.loadURL(consoleUrl);
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isExternalLinkAllowed(url)) void shell.openExternal(url);
      return { action: 'deny' };
    });
  });

  return {
    /** Names the one page that may be shown. */
    allow(url: string): void {
      consoleUrl = url;
    },
  };
}
