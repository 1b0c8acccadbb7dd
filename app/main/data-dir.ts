import { mkdirSync } from 'node:fs';
import { app } from 'electron';
import { CodedError } from '../contract/errors.ts';
import { reasonOf } from '../core/library/open-source.ts';

/**
 * Keeps settings, window state and lock in this folder instead of the system's own place.
 * @throws CodedError `data_dir_unusable`
 */
export function setupDataDir(dataDir: string | undefined): void {
  if (dataDir === undefined) return;
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (cause) {
    const params = { path: dataDir, detail: whyNoFolder(cause) };
    throw new CodedError('data_dir_unusable', params, { cause });
  }
  app.setPath('userData', dataDir);
}

function whyNoFolder(error: unknown): string {
  const isFile = error instanceof Error && 'code' in error && error.code === 'EEXIST';
  return isFile ? 'it is a file' : reasonOf(error);
}
