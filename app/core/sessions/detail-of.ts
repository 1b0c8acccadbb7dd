import { reasonOf } from '../library/open-source.ts';
import { SmallFileError } from '../small-file.ts';

/** Why the disk refused, as the end of a sentence. */
export function detailOf(cause: unknown): string {
  return cause instanceof SmallFileError ? cause.message : reasonOf(cause);
}
