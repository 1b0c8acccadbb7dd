import { CodedError } from '../../contract/errors.ts';
import { isUnreadable, type OpenFile, openConfined } from '../../disk/confined-file.ts';
import { fileSource } from './file-source.ts';
import type { Library } from './library.ts';
import type { VideoOpener } from './opened-video.ts';

/** Opens the library's files; one that is listed and cannot be read is said to be so. */
export function localVideoOpener(library: Pick<Library, 'resolve'>): VideoOpener {
  return async (name) => {
    const found = await library.resolve(name);
    const file = found && (await openConfined(found.path, [found.root]));
    if (typeof file === 'string' && isUnreadable(file)) {
      throw new CodedError('video_unreadable', { name, detail: file });
    }
    if (file === null || typeof file === 'string') return null;
    const { handle, stats } = file;
    const sizeBytes = Number(stats.size);
    const state = stateOf(name, stats);
    return {
      state,
      source: fileSource(handle, sizeBytes),
      sizeBytes,
      modifiedAtEpochMs: Number(stats.mtimeMs),
      isUnchanged: async () => stateOf(name, await handle.stat({ bigint: true })) === state,
      close: () => handle.close(),
    };
  };
}

function stateOf(name: string, { dev, ino, size, mtimeNs }: OpenFile['stats']): string {
  return [name, dev, ino, size, mtimeNs].join('/');
}
