import { byteWindow } from '../../flv/byte-window.ts';
import { videoFlag } from '../../flv/file-header.ts';
import { audioTagType, videoTagType } from '../../flv/tag-header.ts';
import { tagAt } from '../../flv/tag-lookup.ts';
import { TagWalk, type WalkedTag } from '../../flv/tag-walk.ts';
import type { FlvHead } from './flv-head.ts';

const FIRST_WINDOW_BYTES = 512 * 1024;
const MAX_WINDOW_BYTES = 32 * 1024 * 1024;
/** So many entries of the declared index are tried before the file itself is searched. */
const MAX_DECLARED_TRIED = 2;
/** A PreviousTagSize and a tag header with the first bytes of its data fit into one look. */
const LOOK_BYTES = 64;
const LOOKS_AT_LAST_TAG = 3;

/**
 * The offset of the keyframe at or before an offset; of any tag in a file without video; of the
 * first media tag when there is none. The declared index is believed where the file bears it out;
 * else the file is searched backwards in growing windows.
 */
export async function findKeyframeBefore(head: FlvHead, offset: number): Promise<number> {
  if (offset <= head.firstMediaOffset) return head.firstMediaOffset;
  if ((await tagAt(head.bytes, offset))?.kind === 'keyframe') return offset;
  return (await findDeclared(head, offset)) ?? (await searchBack(head, offset));
}

async function findDeclared(head: FlvHead, offset: number): Promise<number | null> {
  const declared = Array.from(head.metadata?.keyframes?.offsets ?? [])
    .filter((entry) => entry <= offset && entry >= head.firstMediaOffset)
    .sort((a, b) => b - a)
    .slice(0, MAX_DECLARED_TRIED);
  for (const entry of declared) {
    if ((await tagAt(head.bytes, entry))?.kind === 'keyframe') return entry;
  }
  return null;
}

async function searchBack(head: FlvHead, offset: number): Promise<number> {
  const { firstMediaOffset } = head;
  for (let size = FIRST_WINDOW_BYTES; size <= MAX_WINDOW_BYTES; size *= 4) {
    const from = Math.max(firstMediaOffset, offset - size);
    const found = await findLastStart(head, from, offset);
    if (found !== null || from === firstMediaOffset) return found ?? firstMediaOffset;
  }
  return firstMediaOffset;
}

/** The last tag between two offsets, both inclusive, that an answer can begin with. */
async function findLastStart(head: FlvHead, from: number, to: number): Promise<number | null> {
  const hasVideo = (head.flags & videoFlag) !== 0;
  let last: number | null = null;
  const visitor = {
    tag: ({ offset, video, type }: WalkedTag) => {
      const isStart = hasVideo ? type === videoTagType && video.isKeyframe : type === audioTagType;
      if (isStart && offset <= to) last = offset;
    },
    finding: () => undefined,
  };
  const isTag = from === head.firstMediaOffset;
  const walk = isTag ? TagWalk.from(from, visitor) : TagWalk.fromAnywhere(from, visitor);
  const window = await head.bytes.read(from, to + 1 - from);
  walk.advance(byteWindow(window, from, false));
  // The tag that the offset lies in counts too: look at its header, its end, and what follows it.
  for (let looks = 0; looks < LOOKS_AT_LAST_TAG && !walk.isDone; looks++) {
    const next = walk.wantedOffset;
    const bytes = await head.bytes.read(next, LOOK_BYTES);
    walk.advance(byteWindow(bytes, next, next + bytes.length >= head.bytes.sizeBytes));
  }
  return last;
}
