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
  let sizeBytes = 0;
  const flush = async () => {
    const bytes = Buffer.from(lines.join(''));
    lines = [];
    waitingBytes = 0;
    const at = sizeBytes;
    sizeBytes += bytes.length;
    try {
      await writeAll(file, bytes, at);
    } catch (cause) {
      throw new CodedError('output_unwritable', { path, detail: reasonOf(cause) }, { cause });
    }
  };
  return {
    add(result) {
      const line = `${JSON.stringify(result)}\n`;
      lines.push(line);
      waitingBytes += line.length;
      return waitingBytes >= PIECE_BYTES ? flush() : undefined;
    },
    async *results() {
      await flush();
      for await (const line of linesOf(file, sizeBytes)) yield JSON.parse(line);
    },
    async close() {
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
