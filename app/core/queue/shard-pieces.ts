import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '../../contract/errors.ts';
import { type SweepResult, type SweepSummary, sweepResult } from '../../contract/sweep.ts';
import { reasonOf } from '../library/open-source.ts';
import { unpackLines } from './result-lines.ts';

/** A shard that came whole. */
export interface WholeShard {
  path: string;
  summary: SweepSummary;
  results(): AsyncGenerator<SweepResult>;
}

/**
 * What came of shards, on disk. Workers may try at the same shard, one after the other or even at once;
 * of each shard the first try that came whole counts, and no other.
 */
export interface ShardPieces {
  add(attempt: string, lines: string): Promise<void>;
  /** @returns was it the first, with all its pieces? */
  accept(shard: number, attempt: string, summary: SweepSummary, pieces: number): boolean;
  /** Nothing more comes of that try. */
  forget(attempt: string): void;
  isThere(shard: number): boolean;
  whole(): WholeShard[];
  close(): Promise<void>;
}

interface Piece {
  at: number;
  length: number;
}

/** @throws CodedError `output_unwritable` */
export async function openShardPieces(): Promise<ShardPieces> {
  const dir = await mkdtemp(join(tmpdir(), 'seeklab-queue-'));
  const path = join(dir, 'pieces');
  const file = await open(path, 'wx+', 0o600);
  // A program that is killed leaves nothing behind; where an open file cannot go, it goes at the end.
  await rm(dir, { recursive: true }).catch(() => 'it is open');
  const attempts = new Map<string, Piece[]>();
  const accepted = new Map<number, WholeShard>();
  let sizeBytes = 0;
  return {
    async add(attempt, lines) {
      const bytes = Buffer.from(lines, 'base64');
      const piece = { at: sizeBytes, length: bytes.length };
      sizeBytes += bytes.length;
      try {
        await file.appendFile(bytes);
      } catch (cause) {
        throw new CodedError('output_unwritable', { path, detail: reasonOf(cause) }, { cause });
      }
      const known = attempts.get(attempt);
      if (known) known.push(piece);
      else attempts.set(attempt, [piece]);
    },
    accept(shard, attempt, summary, pieces) {
      const own = attempts.get(attempt) ?? [];
      attempts.delete(attempt);
      if (accepted.has(shard) || own.length !== pieces) return false;
      const name = `shard ${shard}`;
      accepted.set(shard, { path: name, summary, results: () => resultsIn(file, own, name) });
      return true;
    },
    forget: (attempt) => void attempts.delete(attempt),
    isThere: (shard) => accepted.has(shard),
    whole: () => [...accepted].sort(([a], [b]) => a - b).map(([, shard]) => shard),
    async close() {
      await file.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function* resultsIn(
  file: FileHandle,
  pieces: readonly Piece[],
  path: string,
): AsyncGenerator<SweepResult> {
  for (const { at, length } of pieces) {
    const { buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, at);
    for (const line of await unpackLines(buffer)) yield parsed(line, path);
  }
}

function parsed(line: string, path: string): SweepResult {
  const { success, data, error } = sweepResult.safeParse(JSON.parse(line));
  if (success) return data;
  const detail = `what a worker sent is no result: ${error.issues[0]?.message ?? 'it is not valid'}`;
  throw new CodedError('report_unusable', { path, detail });
}
