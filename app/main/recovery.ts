import { app, BrowserWindow, dialog, type WebContents } from 'electron';
import { CodedError, describeError, type SeeklabError } from '../contract/errors.ts';
import { channels } from './channels.ts';
import { createRestartBudget } from './restart-budget.ts';
import { showFatalError } from './show-fatal-error.ts';

/** A page that ends this often within a minute will not get better. */
const RESTARTS = 3;
const WITHIN_MS = 60_000;

/** Ends of a process that are no failure: its window was closed, or the system is going down. */
const wanted: readonly string[] = ['clean-exit'];

/**
 * Brings the page back when its process ends or hangs, where it was: its address names the video
 * and the place. A page that ends again and again ends the program with a coded message, not with
 * a dead window.
 */
export function setupRecovery(): void {
  const budget = createRestartBudget(RESTARTS, WITHIN_MS);

  app.on('render-process-gone', (_event, contents, { reason }) => {
    if (wanted.includes(reason) || contents.isDestroyed()) return;
    const restart = budget.take(performance.now());
    if (restart === null) {
      showFatalError(new CodedError('window_crashing', { count: RESTARTS + 1, reason }));
      return;
    }
    loadAgain(contents, describeError('window_crashed', { reason }));
  });

  // Chromium starts these again by itself; what they did is broken off all the same.
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (wanted.includes(reason)) return;
    const error = describeError('helper_crashed', { type, reason });
    for (const { webContents } of BrowserWindow.getAllWindows()) tellPage(webContents, error);
  });

  app.on('web-contents-created', (_created, contents) => {
    contents.on('unresponsive', () => void offerToEnd(contents));
  });
}

function loadAgain(contents: WebContents, error: SeeklabError): void {
  contents.once('did-finish-load', () => tellPage(contents, error));
  contents.reload();
}

/** On the terminal, and in the page if there is one. */
function tellPage(contents: WebContents, error: SeeklabError): void {
  process.stderr.write(`seeklab: ${error.code}: ${error.message} ${error.fix}\n`);
  contents.send(channels.trouble, error);
}

/** A large file may keep a page busy for long: only its user knows whether to wait. */
async function offerToEnd(contents: WebContents): Promise<void> {
  const window = BrowserWindow.fromWebContents(contents);
  if (window === null) return;
  // A page that answers again closes the question.
  const answered = new AbortController();
  const onResponsive = () => answered.abort();
  contents.once('responsive', onResponsive);
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: 'Seeklab',
    message: 'The window does not answer.',
    detail: 'It can be loaded again, with the same video at the same place.',
    buttons: ['Wait', 'Load again'],
    defaultId: 0,
    cancelId: 0,
    signal: answered.signal,
  });
  contents.off('responsive', onResponsive);
  if (response === 1 && !contents.isDestroyed()) contents.forcefullyCrashRenderer();
}
