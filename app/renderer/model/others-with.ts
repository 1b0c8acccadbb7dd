import type { Seek } from '../../contract/seek.ts';
import type { LibraryEntry } from '../../contract/video.ts';
import type { AskedOtherwise } from './ask-again.ts';

/** Another server that has the video of a seek. */
export interface OtherServer {
  name: string;
  /** Where its video stands in the library. */
  words: string;
  whom: AskedOtherwise & { kind: 'entry' };
}

/** A target's video is named `TARGET://NAME`. */
const TARGET_PART = /^[^:/]+:\/\//;

/** The targets that have a video of the same name, and for a target's seek the reproxy if it has one. */
export function othersWith(
  { videoName }: Pick<Seek, 'videoName'>,
  library: readonly Pick<LibraryEntry, 'name' | 'origin'>[],
): OtherServer[] {
  const ownName = videoName.replace(TARGET_PART, '');
  return library.flatMap(({ name, origin }) => {
    const isTarget = origin === 'target';
    const entryOwnName = isTarget ? name.replace(TARGET_PART, '') : name;
    if (entryOwnName !== ownName || name === videoName) return [];
    const server = isTarget ? name.slice(0, -`://${ownName}`.length) : 'The reproxy';
    return [{ name: server, words: name, whom: { kind: 'entry', name } }];
  });
}
