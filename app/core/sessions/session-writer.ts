import { SESSION_BOUNDS, type SessionBounds } from '../../contract/session.ts';
import type { Log } from '../log/log.ts';
import { createReadingTurns } from '../log/reading-turns.ts';
import type { RowPart, SavedPart } from '../log/saved-part.ts';
import { SegmentFiles } from './segment-files.ts';
import { partText } from './session-line.ts';

/** What changed is written after this long, ms: with the writing itself it is on the way within a second. */
const WRITE_AFTER_MS = 400;
const TRY_AGAIN_MS = 3000;
/** Of the thread, while exchanges come in. */
const SHARE = 0.1;
/** Parts in one turn of the event loop. */
const PARTS_AT_ONCE = 8;
const BATCH_CHARACTERS = 512 * 1024;
/** What runs is written so often, ms; and when it is over. */
const RUNNING_EVERY_MS = 5000;

/** Parts as numbers, so that what waits is small. */
const PARTS_OF_A_ROW = 64;
const FIRST_EXCHANGE = 8;
const named = ['seek', 'checks', 'marks'] as const;

function keyOf(number: number, part: RowPart): number {
  const code = typeof part === 'number' ? FIRST_EXCHANGE + part : named.indexOf(part);
  return number * PARTS_OF_A_ROW + code;
}

function readKey(key: number): { number: number; part: RowPart } {
  const code = key % PARTS_OF_A_ROW;
  const part = named[code] ?? code - FIRST_EXCHANGE;
  return { number: Math.floor(key / PARTS_OF_A_ROW), part };
}

export interface SessionWriterOptions {
  log: Pick<Log, 'tap' | 'partOf' | 'eachPart' | 'lastNumber' | 'dropCleared'>;
  dir: string;
  run: number;
  /** Called when writing fails, with null when it goes again, and when something is left out. */
  onState(): void;
  bounds?: SessionBounds;
}

/** Saves what changes in the log, at most a second later. */
export interface SessionWriter {
  /** Parts of rows that were not saved. */
  readonly leftOut: number;
  /** Why nothing can be written. */
  readonly error: Error | null;
  /** Resolves when all that has changed so far is written, or cannot be. */
  flush(): Promise<void>;
  /** Writes what is left, and ends. */
  close(): Promise<void>;
}

/**
 * Writes the parts of rows that changed. What waits is known by number only and read from the log when it is
 * its turn: nothing is kept twice, and exchanges never wait for it. What the log has forgotten by then is
 * left out, and counted.
 */
export function createSessionWriter(options: SessionWriterOptions): SessionWriter {
  const { log, bounds = SESSION_BOUNDS } = options;
  const files = new SegmentFiles({
    ...options,
    bounds,
    lastNumber: log.lastNumber,
    // What is pinned stays on the disk as it does in the log.
    onLoss: () => log.eachPart('pinned', (number, part) => waiting.add(keyOf(number, part))),
  });
  const turns = createReadingTurns(undefined, SHARE);
  const waiting = new Set<number>();
  /** When what runs was written last. */
  const runningSince = new Map<number, number>();
  let leftOut = 0;
  let error: Error | null = null;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let isClosing = false;

  const put = (number: number, part: RowPart) => {
    const key = keyOf(number, part);
    if (waiting.size >= bounds.waiting && !waiting.has(key)) {
      if (leftOut === 0) queueMicrotask(options.onState);
      leftOut += 1;
      return;
    }
    waiting.add(key);
    plan(WRITE_AFTER_MS);
  };
  const plan = (afterMs: number) => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void write();
    }, afterMs).unref();
  };

  const isTooSoon = (key: number, saved: SavedPart): boolean => {
    const isRunning = saved.exchange?.outcome === 'running' || saved.seek?.state === 'running';
    if (!isRunning) {
      runningSince.delete(key);
      return false;
    }
    const now = performance.now();
    if (
      !isClosing &&
      now - (runningSince.get(key) ?? Number.NEGATIVE_INFINITY) < RUNNING_EVERY_MS
    ) {
      return true;
    }
    runningSince.set(key, now);
    return false;
  };
  const takeText = (key: number): string => {
    waiting.delete(key);
    const { number, part } = readKey(key);
    const saved = log.partOf(number, part);
    if (saved === null) {
      runningSince.delete(key);
      leftOut += 1;
      return '';
    }
    return isTooSoon(key, saved) ? '' : partText(saved);
  };

  /** The next lines, read in small pieces; they stand in `batch` until they are written. */
  let batch = '';
  const fillBatch = async () => {
    const fill = () => {
      for (const key of firstOf(waiting, PARTS_AT_ONCE)) batch += takeText(key);
    };
    while (waiting.size > 0 && batch.length < BATCH_CHARACTERS) {
      if (isClosing) fill();
      else await turns.take(fill);
    }
  };
  const writeAll = async () => {
    do {
      await fillBatch();
      if (batch !== '') await files.append(batch);
      batch = '';
    } while (waiting.size > 0);
  };
  const writeOrTell = async (act: () => Promise<void>) => {
    const before = error;
    try {
      await act();
      error = null;
    } catch (cause) {
      error = cause instanceof Error ? cause : new Error(String(cause));
      // It stays in `batch`, and is tried again.
      if (!isClosing) plan(TRY_AGAIN_MS);
    }
    if (before?.message !== error?.message) options.onState();
  };
  const write = () => {
    writing = writing.then(() => writeOrTell(writeAll));
    return writing;
  };
  /** What was cleared is taken off the disk, with all that is too old for the log. */
  const rewrite = () => {
    writing = writing.then(() =>
      writeOrTell(() =>
        files.replace(async () => {
          log.eachPart('kept', (number, part) => waiting.add(keyOf(number, part)));
          runningSince.clear();
          await writeAll();
        }),
      ),
    );
  };

  const untap = log.tap({
    onExchange: () => turns.onTraffic(),
    onPart: put,
    onDrop: rewrite,
  });
  return {
    get leftOut() {
      return leftOut;
    },
    get error() {
      return error;
    },
    flush: write,
    async close() {
      log.dropCleared();
      untap();
      clearTimeout(timer);
      isClosing = true;
      await write();
      turns.close();
      await files.close();
    },
  };
}

function firstOf(keys: ReadonlySet<number>, count: number): number[] {
  const first: number[] = [];
  for (const key of keys) {
    first.push(key);
    if (first.length === count) break;
  }
  return first;
}
