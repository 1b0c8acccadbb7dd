import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../../conformance/project-dir.ts';
import { readTagSpans, type TagSpan } from '../../scripts/lib/flv-tags.mjs';

/** A file made of the sample's groups of pictures, again and again. */
export interface LongFile {
  name: string;
  keyframes: number;
  /** Of each group only so many tags are taken; their first is the keyframe. */
  tagsOfEach: number;
  /** From one keyframe to the next, ms. */
  stepMs: number;
  /** In each group a tag of so many bytes that no player reads, and that takes no room on the disk. */
  holeBytes: number;
}

const TAG_HEAD_BYTES = 11;
const VIDEO = 9;
const SCRIPT = 18;

/** Writes it; its pictures are real, and come again every 30 groups. */
export function makeLongFile(dir: string, file: LongFile): void {
  const bytes = readFileSync(join(projectDir, 'assets', 'samples', 'sample.flv'));
  const tags = readTagSpans(bytes);
  const groups = groupsOf(tags);
  const configurations = tags.filter((tag) => tag.type !== SCRIPT && tag.data[1] === 0);
  const out = openSync(join(dir, file.name), 'wx');
  let at = 0;
  const put = (piece: Uint8Array) => {
    writeSync(out, piece, 0, piece.length, at);
    at += piece.length;
  };
  const putTag = ({ type, data }: Pick<TagSpan, 'type' | 'data'>, timestampMs: number) => {
    put(headOf(type, data.length, timestampMs));
    put(data);
    put(sizeBehind(data.length));
  };
  put(bytes.subarray(0, 13));
  for (const tag of configurations.filter(({ type }) => type === VIDEO)) putTag(tag, 0);
  for (let n = 0; n < file.keyframes; n += 1) {
    const group = groups[n % groups.length] ?? [];
    const fromMs = n * file.stepMs;
    for (const tag of group.slice(0, file.tagsOfEach)) {
      putTag(tag, fromMs + tag.timestampMs - (group[0]?.timestampMs ?? 0));
    }
    if (file.holeBytes === 0) continue;
    put(headOf(SCRIPT, file.holeBytes, fromMs));
    at += file.holeBytes;
    put(sizeBehind(file.holeBytes));
  }
  ftruncateSync(out, at);
  closeSync(out);
}

/** Pictures only: what begins with a keyframe and ends before the next. */
function groupsOf(tags: readonly TagSpan[]): TagSpan[][] {
  const groups: TagSpan[][] = [];
  for (const tag of tags) {
    if (tag.type !== VIDEO || tag.data[1] !== 1) continue;
    if (((tag.data[0] ?? 0) & 0xf0) === 0x10) groups.push([]);
    groups.at(-1)?.push(tag);
  }
  return groups;
}

function headOf(type: number, dataSize: number, timestampMs: number): Buffer {
  const head = Buffer.alloc(TAG_HEAD_BYTES);
  head[0] = type;
  head.writeUIntBE(dataSize, 1, 3);
  head.writeUIntBE(timestampMs & 0xff_ffff, 4, 3);
  head[7] = timestampMs >>> 24;
  return head;
}

function sizeBehind(dataSize: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(TAG_HEAD_BYTES + dataSize);
  return size;
}
