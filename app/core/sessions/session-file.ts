import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { CodedError } from '../../contract/errors.ts';
import { SESSION_BOUNDS } from '../../contract/session.ts';
import { freeDownloadPath } from '../free-download-path.ts';
import { SmallFileError } from '../small-file.ts';
import { detailOf } from './detail-of.ts';
import { readFileLines, readLines } from './read-lines.ts';
import { SegmentFiles } from './segment-files.ts';
import { listSegments } from './session-files.ts';
import { type HeadLine, headText, readSessionLine } from './session-line.ts';

/** No session unpacks to more; a small file may be packed so that it would fill the disk. */
const MAX_IMPORT_BYTES = 2 * SESSION_BOUNDS.bytes;

interface ExportOptions {
  dir: string;
  name: string;
  /** Absolute; null: a new name in the folder for downloads. */
  path: string | null;
}

/**
 * Writes all lines of a session into one file, which must not be there yet.
 * @throws CodedError `session_export_failed`
 */
export async function exportSession({ dir, name, path: asked }: ExportOptions) {
  const path = asked ?? (await freeDownloadPath(`Seeklab ${name}`, 'jsonl.gz'));
  let isMade = false;
  try {
    const to = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    to.once('open', () => {
      isMade = true;
    });
    const from = Readable.from(exportedText(dir, name));
    if (path.endsWith('.gz')) await pipeline(from, createGzip(), to);
    else await pipeline(from, to);
    return { path, bytes: (await stat(path)).size };
  } catch (cause) {
    if (isMade) await rm(path, { force: true });
    throw new CodedError('session_export_failed', { path, detail: detailOf(cause) }, { cause });
  }
}

/** What is torn or garbage is left out. */
async function* exportedText(dir: string, name: string): AsyncGenerator<string> {
  yield headText({ run: 1, lastNumber: 0, name });
  for (const { path } of await listSegments(dir)) {
    for await (const lines of readFileLines(path)) {
      const whole = lines.filter((text) => text !== null && readSessionLine(text) !== null);
      if (whole.length > 0) yield `${whole.join('\n')}\n`;
    }
  }
}

/**
 * Puts the lines of an exported file into a new session's folder. Each is held against what a line may be.
 * @throws CodedError `session_file_unusable`
 */
export async function importSession(path: string, dir: string) {
  const unusable = (detail: string, cause?: unknown) =>
    new CodedError('session_file_unusable', { path, detail }, { cause });
  const facts = { name: null as string | null, unreadable: 0, rowCount: 0 };
  const numbers = new Set<number>();
  let head: HeadLine | null = null;
  let files: SegmentFiles | null = null;
  let bytes = 0;
  try {
    for await (const lines of readLines(await contentOf(path))) {
      let text = '';
      for (const line of lines) {
        bytes += line?.length ?? 0;
        const read = line === null ? null : readSessionLine(line);
        if (read === null) facts.unreadable += 1;
        else if (read.kind === 'head') {
          if (files !== null && text !== '') await files.append(text);
          text = '';
          if (read.head.run !== head?.run) {
            await files?.close();
            files = filesOf(dir, read.head);
          }
          head = read.head;
          facts.name ??= read.head.name ?? null;
        } else {
          text += `${line}\n`;
          if (read.kind === 'part') numbers.add(read.part.number);
        }
        if (head === null) throw unusable('its first line is not that of a session');
      }
      if (bytes > MAX_IMPORT_BYTES) throw unusable(`it has over ${MAX_IMPORT_BYTES} bytes`);
      if (files !== null && text !== '') await files.append(text);
    }
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw unusable(detailOf(cause), cause);
  } finally {
    await files?.close();
  }
  if (head === null) throw unusable('it is empty');
  return { ...facts, rowCount: numbers.size };
}

const filesOf = (dir: string, { run, lastNumber }: HeadLine) =>
  new SegmentFiles({ dir, run, bounds: SESSION_BOUNDS, lastNumber: () => lastNumber });

/** Unpacked where it is packed, whatever its name. */
async function contentOf(path: string): Promise<Readable> {
  // The open of a named pipe would wait for a writer.
  if (!(await stat(path)).isFile()) throw new SmallFileError('it is no file');
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    const isPacked = bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
    const from = createReadStream(path);
    if (!isPacked) return from;
    const unpacked = createGunzip();
    from.once('error', (error) => unpacked.destroy(error));
    return from.pipe(unpacked);
  } finally {
    await file.close();
  }
}
