import type { ByteSource } from './byte-source.ts';
import { viewOf } from './bytes.ts';
import { isPlausibleTag, plausibleTagLength } from './plausible-tag.ts';
import {
  audioTagType,
  previousTagSizeLength,
  readTagHeader,
  tagHeaderLength,
  tagTypeName,
  videoTagType,
} from './tag-header.ts';
import {
  frameTypeName,
  isEndOfSequence,
  readVideoTag,
  videoPacketName,
  videoTagPeekLength,
} from './video-tag.ts';

/** What begins somewhere in a file. */
export interface LookedUpTag {
  kind: 'keyframe' | 'sequence_header' | 'end_of_sequence' | 'other';
  /** `a video inter frame`, `an audio tag` ... */
  text: string;
}

/**
 * Looks up which tag begins at an offset.
 * @returns null when none does: a tag counts only with the right PreviousTagSize after it
 */
export async function tagAt(source: ByteSource, offset: number): Promise<LookedUpTag | null> {
  if (!Number.isSafeInteger(offset) || offset < 0 || offset >= source.sizeBytes) return null;
  const bytes = await source.read(offset, tagHeaderLength + videoTagPeekLength);
  const view = viewOf(bytes);
  if (bytes.length < plausibleTagLength || !isPlausibleTag(bytes, 0, view)) return null;
  const { type, dataSize } = readTagHeader(view, 0);
  const size = tagHeaderLength + dataSize;
  const trailer = await source.read(offset + size, previousTagSizeLength);
  if (trailer.length < previousTagSizeLength || viewOf(trailer).getUint32(0) !== size) return null;
  const end = Math.min(bytes.length, size);
  if (type === videoTagType) return describeVideo(view, end);
  const article = type === audioTagType ? 'an' : 'a';
  return { kind: 'other', text: `${article} ${tagTypeName(type)} tag` };
}

function describeVideo(view: DataView, end: number): LookedUpTag {
  const video = readVideoTag(view, tagHeaderLength, end);
  if (video.isFrame) {
    const text = `a video ${frameTypeName(video.frameType)}`;
    return { kind: video.isKeyframe ? 'keyframe' : 'other', text };
  }
  const text = `a video tag with ${videoPacketName(video) ?? frameTypeName(video.frameType)}`;
  if (video.isSequenceHeader) return { kind: 'sequence_header', text };
  return { kind: isEndOfSequence(video) ? 'end_of_sequence' : 'other', text };
}
