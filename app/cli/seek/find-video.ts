import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { VideoFacts } from '../../contract/video.ts';
import type { Workbench } from '../../core/workbench.ts';
import { userPath } from '../user-path.ts';

/**
 * Opens the video that was named: by its name in the library, by its address at the user's own
 * application, by the path of a file, or by a name that only an application or MogileFS knows.
 * @throws CodedError what opening it says
 */
export async function findVideo(workbench: Workbench, named: string): Promise<VideoFacts> {
  return workbench.call('video.open', { name: await nameOf(workbench, named) });
}

async function nameOf(workbench: Workbench, named: string): Promise<string> {
  if (/^https?:\/\//i.test(named)) {
    return addServed(workbench, named);
  }
  const known = await findInLibrary(workbench, named);
  if (known !== null) return known;
  const { configuration } = await workbench.call('system.status', {});
  const hasQuery = configuration.applicationUrl !== null && named.includes('?');
  return hasQuery ? addServed(workbench, named) : named;
}

/**
 * The library's name of a video that was named by it, or by the path of a file, which is added; null
 * when there is neither.
 * @throws CodedError `path_unusable`
 */
export async function findInLibrary(workbench: Workbench, named: string): Promise<string | null> {
  const before = await workbench.call('library.list', {});
  if (before.some(({ name }) => name === named)) return named;
  const path = userPath(named);
  const file = await statsOf(path);
  if (!file?.isFile()) return null;
  const after = await workbench.call('library.add', { path });
  const known = new Set(before.map(({ name }) => name));
  const added = after.find(({ name }) => !known.has(name));
  // It was there already, under a name that only the library knows.
  const same = after.find(
    ({ sizeBytes, modifiedAtEpochMs }) =>
      sizeBytes === file.size && modifiedAtEpochMs === file.mtimeMs,
  );
  return (added ?? same)?.name ?? null;
}

/** A query is told to the application, and not printed. */
async function addServed(workbench: Workbench, named: string): Promise<string> {
  const served = await workbench.call('library.add-served', { name: named });
  return served.at(-1)?.name ?? named;
}

async function statsOf(path: string): Promise<Stats | null> {
  // Nothing there: a name, then, that somebody else may know.
  return stat(path).catch(() => null);
}
