import type { BodyTaker, Stage } from '../exchange/stage.ts';
import type { FileWish } from './file-source.ts';
import { FileStage } from './file-stage.ts';
import type { StorageAccess } from './storage-access.ts';
import { StorageStage } from './storage-stage.ts';

/** Makes the stage that gets a part of a file. */
export function createFileStage(storage: StorageAccess, taker: BodyTaker, wish: FileWish): Stage {
  const { source } = wish;
  if (source.kind === 'storage') return new StorageStage(storage, taker, source, wish);
  return new FileStage(storage.fileRoots, taker, source, wish);
}
