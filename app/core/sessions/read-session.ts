import type { SavedPart } from '../log/saved-part.ts';
import { readFileLines } from './read-lines.ts';
import { listSegments } from './session-files.ts';
import { asEnded, numberOfLine, readSessionLine } from './session-line.ts';

/** Lines are taken in for so long at a time, ms: whoever asks for a video meanwhile does not wait. */
const PIECE_MS = 10;

/** What must be known of a session before its rows are read. */
export interface SessionFacts {
  /** Which time it is open next. */
  nextRun: number;
  /** The highest number that a row of it has had. */
  lastNumber: number;
}

/** Looks at the newest file only: each begins with the highest number before it. */
export async function peekSession(dir: string): Promise<SessionFacts> {
  const segments = await listSegments(dir);
  const nextRun = Math.max(0, ...segments.map(({ run }) => run)) + 1;
  for (const { path } of segments.toReversed()) {
    const lastNumber = await lastNumberIn(path);
    if (lastNumber !== null) return { nextRun, lastNumber };
  }
  return { nextRun, lastNumber: 0 };
}

/** Null where the first line is not what it should be. */
async function lastNumberIn(path: string): Promise<number | null> {
  let last: number | null = null;
  try {
    for await (const lines of readFileLines(path)) {
      for (const text of lines) {
        if (last === null) {
          const line = text === null ? null : readSessionLine(text);
          if (line?.kind !== 'head') return null;
          last = line.head.lastNumber;
        } else last = Math.max(last, numberOfLine(text ?? ''));
      }
    }
  } catch {
    // What was read before is known all the same.
  }
  return last;
}

/**
 * Reads a session, oldest line first. A torn line, garbage and files that end too soon cost nothing but
 * themselves.
 * @returns how many lines could not be read
 */
export async function readSession(
  dir: string,
  onPart: (part: SavedPart) => void,
  signal?: AbortSignal,
): Promise<number> {
  let unreadable = 0;
  for (const { path, run } of await listSegments(dir)) {
    const take = (text: string | null) => {
      const line = text === null ? null : readSessionLine(text);
      if (line === null) unreadable += 1;
      else if (line.kind === 'part') onPart(asEnded(line.part, run));
    };
    try {
      for await (const lines of readFileLines(path)) {
        await inPieces(lines, take);
        if (signal?.aborted) return unreadable;
      }
    } catch {
      // A file that cannot be read is like one that ends there.
      unreadable += 1;
    }
  }
  return unreadable;
}

async function inPieces<T>(items: readonly T[], act: (item: T) => void): Promise<void> {
  let sinceMs = performance.now();
  for (const item of items) {
    act(item);
    if (performance.now() - sinceMs < PIECE_MS) continue;
    await new Promise(setImmediate);
    sinceMs = performance.now();
  }
}
