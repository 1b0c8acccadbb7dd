import type { Stage, StageControl } from '../exchange/exchange-control.ts';
import { FileStage } from './file-stage.ts';
import type { AcceptedAnswer, StorageAnswer } from './storage-answer.ts';
import { StorageStage } from './storage-stage.ts';
import type { WantedPart } from './wanted-part.ts';

/** Where a file is: on storage nodes, under one URL or several, or on this machine's disk. */
export type FileSource =
  | {
      readonly kind: 'storage';
      readonly urls: readonly string[];
      readonly isTrusted: boolean;
      readonly expectedSize: string | null;
    }
  | { readonly kind: 'disk'; readonly file: string; readonly expectedSize: string | null };

/** Makes the stage that gets a part of a file. */
export function createFileSourceStage(
  control: StageControl,
  source: FileSource,
  part: WantedPart,
  onAccepted: (answer: AcceptedAnswer, storage: StorageAnswer) => boolean,
): Stage {
  const options = { control, part, expectedSize: source.expectedSize, onAccepted };
  if (source.kind === 'storage') {
    return new StorageStage({ ...options, urls: source.urls, isTrusted: source.isTrusted });
  }
  return new FileStage({ ...options, file: source.file, roots: control.context.fileRoots });
}
