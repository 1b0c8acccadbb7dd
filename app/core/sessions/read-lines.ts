import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';

/** No row has so much: what is longer is no line of ours, and is not kept in memory. */
const MAX_LINE_BYTES = 4_000_000;

const NEWLINE = 10;

/**
 * The lines of a file, in pieces of those that came together. What stands behind the last newline
 * was being written when the program ended, and is no line. `null` stands for a line that is too long.
 */
export async function* readLines(from: Readable): AsyncGenerator<(string | null)[]> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of from as AsyncIterable<Buffer>) {
    const lines: (string | null)[] = [];
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      const piece = chunk.subarray(start, end < 0 ? undefined : end);
      restBytes += piece.length;
      if (restBytes <= MAX_LINE_BYTES) rest.push(piece);
      else rest = [];
      if (end < 0) break;
      lines.push(restBytes > MAX_LINE_BYTES ? null : Buffer.concat(rest).toString('utf8'));
      rest = [];
      restBytes = 0;
      start = end + 1;
    }
    yield lines;
  }
}

export const readFileLines = (path: string) =>
  readLines(createReadStream(path, { highWaterMark: 256 * 1024 }));
