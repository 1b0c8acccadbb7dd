import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import {
  defaultSettings,
  type Settings,
  settings,
  type settingsPatch,
} from '../contract/settings.ts';

export interface SettingsStore {
  get(): Settings;
  /** Changes some settings and writes the file; resolves when it is on disk. */
  set(patch: z.infer<typeof settingsPatch>): Promise<Settings>;
}

/**
 * The settings, kept in one JSON file. A missing or damaged file gives the defaults: settings are
 * never worth a failed start.
 */
export async function openSettingsStore(path: string): Promise<SettingsStore> {
  let current = await readSettings(path);
  let lastWrite: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    // Written beside and renamed: a crash in the middle leaves the old file whole.
    await writeFile(`${path}.new`, `${JSON.stringify(current, null, 2)}\n`);
    await rename(`${path}.new`, path);
  }

  return {
    get: () => current,
    async set(patch) {
      current = settings.parse({ ...current, ...patch });
      lastWrite = lastWrite.then(write, write);
      await lastWrite;
      return current;
    },
  };
}

async function readSettings(path: string): Promise<Settings> {
  try {
    const parsed = settings.partial().safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success
      ? settings.parse({ ...defaultSettings, ...parsed.data })
      : defaultSettings;
  } catch {
    // No file yet, or one that is no JSON.
    return defaultSettings;
  }
}
