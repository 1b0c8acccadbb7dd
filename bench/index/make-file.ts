import { closeSync, openSync, writeSync } from 'node:fs';

/** A file of one kind of tags. */
export interface FileRecipe {
  title: string;
  /** Bytes of data of an inter frame, on average; a keyframe has five times as much. */
  frameBytes: number;
  /** Bytes of data of an audio tag, two for each frame; 0: no audio. */
  audioBytes: number;
}

export interface MadeFile {
  sizeBytes: number;
  tagCount: number;
}

const FRAMES_PER_GOP = 50;
const FRAME_MS = 40;
const PIECE_BYTES = 1 << 22;
const NOISE_BYTES = 1 << 20;

/** Writes AVC, and AAC where asked for, until the file has that size. */
export function makeFile(path: string, sizeBytes: number, recipe: FileRecipe): MadeFile {
  const out = createOutput(path);
  const hasAudio = recipe.audioBytes > 0;
  out.put(Uint8Array.of(0x46, 0x4c, 0x56, 1, hasAudio ? 5 : 1, 0, 0, 0, 9, 0, 0, 0, 0));
  out.tag(9, 0, [0x17, 0, 0, 0, 0], 40);
  if (hasAudio) out.tag(8, 0, [0xaf, 0, 0x12, 0x10], 4);
  for (let frame = 0; out.sizeBytes < sizeBytes; frame++) {
    const isKeyframe = frame % FRAMES_PER_GOP === 0;
    // From 0.6 to 1.4 times the average; the same in every run.
    const spread = 0.6 + ((frame * 7919) % 1000) / 1250;
    const size = Math.floor(recipe.frameBytes * (isKeyframe ? 5 : 1) * spread);
    const timestampMs = frame * FRAME_MS;
    out.tag(9, timestampMs, [isKeyframe ? 0x17 : 0x27, 1, 0, 0, 0], size);
    if (!hasAudio) continue;
    for (const part of [0, FRAME_MS / 2]) {
      out.tag(8, timestampMs + part, [0xaf, 1], recipe.audioBytes);
    }
  }
  out.close();
  return { sizeBytes: out.sizeBytes, tagCount: out.tagCount };
}

function createOutput(path: string) {
  const file = openSync(path, 'wx');
  const noise = noiseOf(NOISE_BYTES);
  const piece = Buffer.alloc(PIECE_BYTES);
  let filled = 0;
  const output = {
    sizeBytes: 0,
    tagCount: 0,
    put(bytes: Uint8Array): void {
      if (filled + bytes.length > PIECE_BYTES) flush();
      piece.set(bytes, filled);
      filled += bytes.length;
      output.sizeBytes += bytes.length;
    },
    tag(type: number, timestampMs: number, firstData: readonly number[], size: number): void {
      const tag = Buffer.alloc(11 + size + 4);
      tag[0] = type;
      tag.writeUIntBE(size, 1, 3);
      tag.writeUIntBE(timestampMs & 0xff_ffff, 4, 3);
      tag[7] = timestampMs >>> 24;
      const from = (timestampMs * 31) % (NOISE_BYTES - size);
      tag.set(noise.subarray(from, from + size), 11);
      tag.set(firstData, 11);
      tag.writeUInt32BE(11 + size, 11 + size);
      output.put(tag);
      output.tagCount++;
    },
    close(): void {
      flush();
      closeSync(file);
    },
  };
  function flush(): void {
    for (let at = 0; at < filled; ) at += writeSync(file, piece, at, filled - at);
    filled = 0;
  }
  return output;
}

function noiseOf(length: number): Uint8Array {
  let state = 12_345;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  });
}
