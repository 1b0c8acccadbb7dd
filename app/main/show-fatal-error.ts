import { app, dialog } from 'electron';
import { CodedError, toSeeklabError } from '../contract/errors.ts';

/** Says why Seeklab cannot start, or go on, on the terminal and in a box, and ends it. */
export function showFatalError(error: unknown): void {
  const { code, message, fix } = toSeeklabError(error);
  process.stderr.write(`seeklab: ${code}: ${message} ${fix}\n`);
  dialog.showErrorBox('Seeklab cannot run', `${message}\n\n${fix}`);
  app.exit(error instanceof CodedError ? error.exitCode : 1);
}
