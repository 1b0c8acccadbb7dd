import type { z } from 'zod';
import { CodedError } from '../contract/errors.ts';
import {
  defaultSettings,
  type Settings,
  settings,
  type settingsPatch,
} from '../contract/settings.ts';
import { withFileLock } from './file-lock.ts';
import { readSmallFile, replaceSmallFile, SmallFileError } from './small-file.ts';

export interface SettingsStore {
  get(): Settings;
  /**
   * Changes some settings and writes the file; resolves when it is on disk.
   * @throws CodedError `settings_unwritable`; then nothing has changed, here or on disk
   */
  set(patch: z.infer<typeof settingsPatch>): Promise<Settings>;
}

/**
 * The settings, kept in one JSON file that several programs may share: what another one has
 * changed meanwhile stays, also in the same instant, and of two changes to one setting the later holds. A missing, damaged
 * or unreadable file gives the defaults: settings are never worth a failed start.
 */
export async function openSettingsStore(path: string): Promise<SettingsStore> {
  let current = (await readSettings(path)) ?? defaultSettings;
  let lastChange: Promise<unknown> = Promise.resolve();

  async function change(patch: z.infer<typeof settingsPatch>): Promise<Settings> {
    current = await told(path, () =>
      withFileLock(path, async () => {
        const before = (await readSettings(path)) ?? current;
        const changed = settings.parse({ ...before, ...patch });
        await replaceSmallFile(path, `${JSON.stringify(changed, null, 2)}\n`);
        return changed;
      }),
    );
    return current;
  }

  return {
    get: () => current,
    set(patch) {
      const turn = lastChange.then(() => change(patch));
      // A change that failed was told to whoever asked for it; the next one is tried all the same.
      lastChange = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** Null when there is nothing that can be used. */
async function readSettings(path: string): Promise<Settings | null> {
  try {
    const text = await readSmallFile(path);
    const parsed = settings.partial().safeParse(JSON.parse(text ?? ''));
    return parsed.success ? settings.parse({ ...defaultSettings, ...parsed.data }) : null;
  } catch {
    // No file yet, no file at all, or one that is no JSON.
    return null;
  }
}

/** @throws CodedError `settings_unwritable` */
async function told<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    if (!(cause instanceof SmallFileError)) throw cause;
    throw new CodedError('settings_unwritable', { path, detail: cause.message }, { cause });
  }
}
