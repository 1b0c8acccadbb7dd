import type { SkippedFiles } from '../../contract/video.ts';
import { plural } from '../../seek/format.ts';
import type { Connection } from './connection.ts';
import { offer, tell, tellError } from './notices.ts';
import { playbackStore, viewStore, workbenchStore } from './stores.ts';

type Caller = Pick<Connection, 'call'>;

/** So many names go in one message. */
const REMOVED_AT_ONCE = 1000;

/** Can it be taken out of the library? Others are what a server has. */
export const isRemovable = (origin: string) => ['file', 'folder', 'sample'].includes(origin);

/** Takes them out of the library and off the screen, and offers to take them back. */
export async function removeVideos(connection: Caller, names: readonly string[]): Promise<void> {
  const removed: string[] = [];
  for (let from = 0; from < names.length; from += REMOVED_AT_ONCE) {
    const some = names.slice(from, from + REMOVED_AT_ONCE);
    removed.push(...(await connection.call('library.remove', { names: some })).removed);
  }
  const { video } = playbackStore.getState();
  if ('name' in video && removed.includes(video.name)) {
    playbackStore.setState({ video: { phase: 'none' } });
  }
  if (removed.length === 0) return tell('These are of no library of this machine.');
  const words = `Removed ${plural(removed.length, 'video')} from the library; no file was deleted.`;
  offer(words, 'Undo', () => void restore(connection, removed).catch(tellError));
}

async function restore(connection: Caller, names: readonly string[]): Promise<void> {
  for (let from = 0; from < names.length; from += REMOVED_AT_ONCE) {
    const some = names.slice(from, from + REMOVED_AT_ONCE);
    workbenchStore.setState({ library: await connection.call('library.restore', { names: some }) });
  }
}

/** Says what came of adding, and what lies there besides. */
export async function tellAdded(
  connection: Caller,
  paths: readonly string[],
  count: number,
): Promise<void> {
  const skipped = await skippedIn(connection, paths);
  const added = count === 0 ? 'Nothing new was added' : `Added ${plural(count, 'video')}`;
  if (skipped.count > 0) {
    offer(`${added}; ${plural(skipped.count, 'other')} skipped.`, 'Which?', () =>
      viewStore.setState({ skipped }),
    );
  } else tell(count === 0 ? 'Already in the library.' : `${added}.`);
}

async function skippedIn(connection: Caller, paths: readonly string[]): Promise<SkippedFiles> {
  const all: SkippedFiles = { skipped: [], count: 0 };
  for (const path of paths) {
    const { skipped, count } = await connection.call('library.skipped', { path });
    all.skipped.push(...skipped);
    all.count += count;
  }
  return all;
}

/** Shows it in the system's file manager, which only the desktop can. */
export async function revealVideo(name: string): Promise<void> {
  const isShown = await window.desktop?.reveal(name);
  if (isShown === false) tell(`${name} lies in no folder of this machine.`);
}
