import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where each system keeps a program's settings. */
export function defaultDataDir(): string {
  const { APPDATA, XDG_CONFIG_HOME } = process.env;
  if (process.platform === 'win32' && APPDATA) return join(APPDATA, 'Seeklab');
  if (process.platform === 'darwin') {
    return join(homedir(), 'Library', 'Application Support', 'Seeklab');
  }
  return join(XDG_CONFIG_HOME || join(homedir(), '.config'), 'Seeklab');
}
