import { CodedError } from '../contract/errors.ts';
import { reasonOf } from '../core/library/open-source.ts';

/**
 * Writes to standard output, piece by piece. Who reads it may go away first, as `head` does: then
 * the rest is not wanted, which is no error.
 * @throws CodedError `output_unwritable` when it leads to a disk that is full
 */
export async function printAll(pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) {
    const failure = await new Promise<Error | null | undefined>((resolve) => {
      process.stdout.write(piece, resolve);
    });
    if (!failure) continue;
    if ('code' in failure && failure.code === 'EPIPE') return;
    const params = { path: 'standard output', detail: reasonOf(failure) };
    throw new CodedError('output_unwritable', params, { cause: failure });
  }
}
