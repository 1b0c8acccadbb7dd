import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { SweepResult } from '../../contract/sweep.ts';

/** Results that travel together, before they are packed: about this much. */
const PIECE_CHARACTERS = 64 * 1024;
/** A piece is not unpacked beyond that: one result may have some megabytes of heads. */
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;

const packed = promisify(gzip);
const unpacked = promisify(gunzip);

/** Gathers results and hands them on packed, some at a time. */
export interface ResultPacker {
  add(result: SweepResult): Promise<void> | void;
  /** Hands on what is left. @returns how many pieces there were in all */
  end(): Promise<number>;
}

/** @param send awaited for one piece after the other */
export function createResultPacker(send: (lines: string) => Promise<void>): ResultPacker {
  let lines: string[] = [];
  let characters = 0;
  let pieces = 0;
  const flush = async () => {
    const text = lines.join('\n');
    lines = [];
    characters = 0;
    pieces += 1;
    await send((await packed(text)).toString('base64'));
  };
  return {
    add(result) {
      const line = JSON.stringify(result);
      lines.push(line);
      characters += line.length;
      return characters >= PIECE_CHARACTERS ? flush() : undefined;
    },
    async end() {
      if (lines.length > 0) await flush();
      return pieces;
    },
  };
}

/** The lines of a piece, each the JSON of a result. */
export async function unpackLines(bytes: Buffer): Promise<string[]> {
  const text = await unpacked(bytes, { maxOutputLength: MAX_UNPACKED_BYTES });
  return text.toString().split('\n');
}
