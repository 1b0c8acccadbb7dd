import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '../../contract/errors.ts';
import type { SweepResult } from '../../contract/sweep.ts';
import { reasonOf } from '../library/open-source.ts';

/** Written and read in pieces of about this size. */
const PIECE_BYTES = 256 * 1024;

/** Results that need no memory: a line of JSON each in a file that nobody else sees. */
export interface ResultSpool {
  /** @throws CodedError `output_unwritable` when the disk is full */
  add(result: SweepResult): Promise<void> | void;
  /** All that were added, in that order; as often as they are wanted. */
  results(): AsyncGenerator<SweepResult>;
  /** Of all lines. */
  readonly sizeBytes: number;
  /** The one whose line begins and ends there, as `sizeBytes` was before and after it was added. */
  readAt(from: number, to: number): Promise<SweepResult>;
  close(): Promise<void>;
}

/** @throws CodedError `output_unwritable` */
export async function openResultSpool(): Promise<ResultSpool> {
  const dir = await mkdtemp(join(tmpdir(), 'seeklab-sweep-'));
  const path = join(dir, 'results.jsonl');
  const file = await open(path, 'wx+', 0o600);
  // A program that is killed leaves nothing behind; where an open file cannot go, it goes at the end.
  await rm(dir, { recursive: true }).catch(() => 'it is open');
  let lines: string[] = [];
  let waitingBytes = 0;
  let begunBytes = 0;
  let writing: Promise<void> = Promise.resolve();
  /** One piece after the other. */
  const flush = (): Promise<void> => {
    if (lines.length === 0) return writing;
    const bytes = Buffer.from(lines.join(''));
    lines = [];
    waitingBytes = 0;
    const at = begunBytes;
    begunBytes += bytes.length;
    writing = writing.then(async () => {
      try {
        await writeAll(file, bytes, at);
      } catch (cause) {
        throw new CodedError('output_unwritable', { path, detail: reasonOf(cause) }, { cause });
      }
    });
    return writing;
  };
  return {
    get sizeBytes() {
      return begunBytes + waitingBytes;
    },
    add(result) {
      const line = `${JSON.stringify(result)}\n`;
      lines.push(line);
      waitingBytes += Buffer.byteLength(line);
      return waitingBytes >= PIECE_BYTES ? flush() : undefined;
    },
    async *results() {
      await flush();
      for await (const line of linesOf(file, begunBytes)) yield JSON.parse(line);
    },
    async readAt(from, to) {
      await (to > begunBytes ? flush() : writing);
      const { buffer } = await file.read(Buffer.allocUnsafe(to - from), 0, to - from, from);
      return JSON.parse(buffer.toString());
    },
    async close() {
      await writing.catch(() => 'whoever added is told');
      await file.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function writeAll(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

async function* linesOf(file: FileHandle, sizeBytes: number): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for (let at = 0; at < sizeBytes; ) {
    const wanted = Math.min(PIECE_BYTES, sizeBytes - at);
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, at);
    if (bytesRead === 0) break;
    at += bytesRead;
    const lines = (rest + decoder.decode(buffer.subarray(0, bytesRead), { stream: true })).split(
      '\n',
    );
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
