import type { ByteSource } from './byte-source.ts';
import { byteWindow } from './byte-window.ts';
import { viewOf } from './bytes.ts';
import { NalLook, nalFamily } from './nal-look.ts';
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
  applyAccess,
  frameTypeName,
  isEndOfSequence,
  isFlaggedKeyframe,
  readVideoTag,
  type VideoTag,
  videoPacketName,
} from './video-tag.ts';

/** Enough for the first NAL units of most pictures. */
const lookLength = 1024;

/** The length before NAL units that nearly all files have; the sequence header is not at hand. */
const usualNalLength = 4;

/** What begins somewhere in a file. */
export interface LookedUpTag {
  kind: 'keyframe' | 'sequence_header' | 'end_of_sequence' | 'other';
  /** `a video inter frame`, `an audio tag` ... */
  text: string;
}

/**
 * Looks up which tag begins at an offset.
 * @returns null when none does: a tag counts only with the right PreviousTagSize after it, or with
 *   another tag after that
 */
export async function tagAt(source: ByteSource, offset: number): Promise<LookedUpTag | null> {
  if (!Number.isSafeInteger(offset) || offset < 0 || offset >= source.sizeBytes) return null;
  const bytes = (await source.read(offset, lookLength)).slice();
  const view = viewOf(bytes);
  if (bytes.length < plausibleTagLength || !isPlausibleTag(bytes, 0, view)) return null;
  const { type, dataSize } = readTagHeader(view, 0);
  const size = tagHeaderLength + dataSize;
  const after = await source.read(offset + size, previousTagSizeLength + plausibleTagLength);
  if (!isEndOfTag(after, size)) return null;
  const end = Math.min(bytes.length, size);
  if (type === videoTagType) return describeVideo(view, end, size);
  const article = type === audioTagType ? 'an' : 'a';
  return { kind: 'other', text: `${article} ${tagTypeName(type)} tag` };
}

/** What follows a tag's data: its size, or at least another tag. */
function isEndOfTag(after: Uint8Array, size: number): boolean {
  if (after.length < previousTagSizeLength) return false;
  const view = viewOf(after);
  if (view.getUint32(0) === size) return true;
  const isWhole = after.length === previousTagSizeLength + plausibleTagLength;
  return isWhole && isPlausibleTag(after, previousTagSizeLength, view);
}

function describeVideo(view: DataView, end: number, size: number): LookedUpTag {
  const video = readVideoTag(view, tagHeaderLength, end);
  if (video.isFrame) {
    lookAtPicture(view, size, video);
    const isLie = isFlaggedKeyframe(video) && !video.isKeyframe;
    const text = isLie
      ? 'a video frame that is flagged as a keyframe and is none'
      : `a video ${frameTypeName(video.frameType)}`;
    return { kind: video.isKeyframe ? 'keyframe' : 'other', text };
  }
  const text = `a video tag with ${videoPacketName(video) ?? frameTypeName(video.frameType)}`;
  if (video.isSequenceHeader) return { kind: 'sequence_header', text };
  return { kind: isEndOfSequence(video) ? 'end_of_sequence' : 'other', text };
}

/** What a scan finds out of a picture's NAL units, as far as the bytes at hand go. */
function lookAtPicture(view: DataView, size: number, video: VideoTag): void {
  const family = nalFamily(video.codec);
  if (family === null) return;
  const look = new NalLook();
  look.begin(family, usualNalLength, tagHeaderLength + video.headerLength, size);
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  look.advance(byteWindow(bytes, 0, true), view.byteLength, true);
  applyAccess(video, look.access);
}
