import { app } from 'electron';
import { z } from 'zod';
import { readSmallFile, replaceSmallFile } from '../core/small-file.ts';

/** So many are kept; the newest first. */
const KEPT = 10;

/** macOS and Windows show what was opened last at the program's icon too. */
const hasSystemList = process.platform === 'darwin' || process.platform === 'win32';

const savedPaths = z.array(z.string().min(1).max(4096)).max(KEPT);

/** Files and folders that were added last, in this run and those before. */
export interface RecentFiles {
  list(): readonly string[];
  add(path: string): void;
  forget(): void;
  onChange(listener: () => void): void;
}

/** @param file where they are kept; what is unreadable there is taken for none */
export async function openRecentFiles(file: string): Promise<RecentFiles> {
  let paths = await readPaths(file);
  const listeners: (() => void)[] = [];
  let saved = Promise.resolve();
  const change = (next: readonly string[]) => {
    paths = next;
    const text = `${JSON.stringify(next, null, 2)}\n`;
    // A list that cannot be kept is no reason to stop anybody.
    saved = saved.then(() => replaceSmallFile(file, text)).catch(() => undefined);
    for (const listener of listeners) listener();
  };
  return {
    list: () => paths,
    add(path) {
      if (hasSystemList) app.addRecentDocument(path);
      change([path, ...paths.filter((each) => each !== path)].slice(0, KEPT));
    },
    forget() {
      if (hasSystemList) app.clearRecentDocuments();
      change([]);
    },
    onChange: (listener) => listeners.push(listener),
  };
}

async function readPaths(file: string): Promise<readonly string[]> {
  try {
    return savedPaths.parse(JSON.parse((await readSmallFile(file)) ?? '[]'));
  } catch {
    return [];
  }
}
