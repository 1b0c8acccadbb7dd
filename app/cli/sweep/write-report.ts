import { randomBytes } from 'node:crypto';
import { access, constants, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CodedError } from '../../contract/errors.ts';
import { reasonOf } from '../../core/library/open-source.ts';

/** Written at a time. */
const PIECE_CHARACTERS = 256 * 1024;

interface OutputFile {
  /** As the user wrote it. */
  named: string;
  path: string;
}

/**
 * Can that file be written at all? It is asked before an hour's work, not after.
 * @throws CodedError `output_unwritable`
 */
export async function checkWritable({ named, path }: OutputFile): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK);
  } catch (cause) {
    throw new CodedError('output_unwritable', { path: named, detail: reasonOf(cause) }, { cause });
  }
  const known = await stat(path).catch(() => null);
  if (known?.isDirectory()) {
    throw new CodedError('output_unwritable', { path: named, detail: 'it is a folder' });
  }
}

/**
 * Writes a text bit by bit; an old file stays until the new one is whole.
 * @throws CodedError `output_unwritable`
 */
export async function writeTextFile(
  { named, path }: OutputFile,
  pieces: AsyncIterable<string>,
): Promise<void> {
  const isSpecial = await stat(path).then(
    (known) => !known.isFile(),
    () => false,
  );
  // A pipe or a device, such as /dev/stdout, is written to, not replaced.
  const own = isSpecial ? path : `${path}.${process.pid}-${randomBytes(4).toString('hex')}.new`;
  try {
    await writePieces(own, pieces, isSpecial ? 'w' : 'wx');
    if (!isSpecial) await rename(own, path);
  } catch (cause) {
    if (!isSpecial) await rm(own, { force: true });
    if (cause instanceof CodedError) throw cause;
    throw new CodedError('output_unwritable', { path: named, detail: reasonOf(cause) }, { cause });
  }
}

async function writePieces(
  path: string,
  pieces: AsyncIterable<string>,
  flags: string,
): Promise<void> {
  const file = await open(path, flags);
  try {
    let waiting: string[] = [];
    let characters = 0;
    for await (const piece of pieces) {
      waiting.push(piece);
      characters += piece.length;
      if (characters < PIECE_CHARACTERS) continue;
      await file.writeFile(waiting.join(''));
      waiting = [];
      characters = 0;
    }
    await file.writeFile(waiting.join(''));
  } finally {
    await file.close();
  }
}
