import { mkdirSync } from 'node:fs';
import { app } from 'electron';

/** Keeps settings, window state and lock in this folder instead of the system's own place. */
export function setupDataDir(dataDir: string | undefined): void {
  if (dataDir === undefined) return;
  mkdirSync(dataDir, { recursive: true });
  app.setPath('userData', dataDir);
}
