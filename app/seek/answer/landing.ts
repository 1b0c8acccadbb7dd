import { CodedError } from '../../contract/errors.ts';
import { readAudioTag } from '../../flv/audio-tag.ts';
import { viewOf } from '../../flv/bytes.ts';
import { fileHeaderLength, readFileHeader } from '../../flv/file-header.ts';
import { toHex } from '../../flv/hex.ts';
import { type ResyncFound, Resynchroniser, type ResyncNone } from '../../flv/resync.ts';
import {
  audioTagType,
  previousTagSizeLength,
  readTagHeader,
  scriptTagType,
  type TagHeader,
  tagHeaderLength,
  videoTagType,
} from '../../flv/tag-header.ts';
import { readVideoTag } from '../../flv/video-tag.ts';
import type { ByteReader } from './byte-reader.ts';

/** The tag that an answer's bytes can be decoded from; the reader stands before it. */
export interface Landing {
  /** The asked offset plus what was skipped. */
  offset: number;
  tagType: number;
  /** Timestamp plus composition time, ms, not shifted by the base. */
  timeMs: number;
  isKeyframe: boolean;
  bytesToTag: number;
  bytesToStart: number;
  tagsSkipped: number;
}

/** Bytes of a tag that say what it is: its header and the head of its data. */
const PEEK_LENGTH = tagHeaderLength + 5;

/** Version 1 has 9 bytes; a header that claims more than this is none. */
const MAX_HEADER_LENGTH = 65_536;

/**
 * Finds the next tag that decoding can start at; the offset may lie anywhere.
 * @param isTag whether a scan of the file found a tag at `start`
 * @throws CodedError `no_tag_found`, `no_keyframe_found`
 */
export async function landInStream(
  body: ByteReader,
  start: number,
  landsOn: 'keyframe' | 'tag',
  isTag = false,
): Promise<Landing> {
  const resynchroniser = new Resynchroniser(landsOn, isTag);
  for (let chunk = await body.next(); chunk; chunk = await body.next()) {
    const found = resynchroniser.push(chunk);
    if (found) return landed(found, body, start);
  }
  const last = resynchroniser.finish();
  if (last.status === 'found') return landed(last, body, start);
  throw notFound(last, start);
}

function landed(found: ResyncFound, body: ByteReader, start: number): Landing {
  body.unread(found.data);
  return {
    offset: start + found.bytesToStart,
    tagType: found.tagType,
    timeMs: found.timestampMs + found.compositionTimeMs,
    isKeyframe: found.isKeyframe,
    bytesToTag: found.bytesToTag,
    bytesToStart: found.bytesToStart,
    tagsSkipped: found.tagsSkipped,
  };
}

function notFound({ bytesToTag, bytesSearched }: ResyncNone, offset: number) {
  const code = bytesToTag === null ? 'no_tag_found' : 'no_keyframe_found';
  return new CodedError(code, { scanned: bytesSearched, offset });
}

/**
 * Walks over a whole file's head (file header, metadata, sequence headers), in whose place flv.js
 * gets ours, to the first media tag.
 * @throws CodedError `not_flv`, `no_tag_found`
 */
export async function landInWholeFile(body: ByteReader): Promise<Landing> {
  const bytes = await body.take(fileHeaderLength);
  const header = readFileHeader(bytes);
  if (!header || header.dataOffset > MAX_HEADER_LENGTH)
    throw new CodedError('not_flv', { hex: toHex(bytes, ' ') || 'nothing' });
  const first = Math.max(header.dataOffset, fileHeaderLength) + previousTagSizeLength;
  await body.take(first - fileHeaderLength);
  for (let offset = first; ; ) {
    const peek = await body.take(PEEK_LENGTH);
    const tag = peek.length < PEEK_LENGTH ? null : readTagHeader(viewOf(peek), 0);
    if (!tag || !isTagType(tag.type))
      throw new CodedError('no_tag_found', { scanned: offset, offset: 0 });
    body.unread(peek);
    if (!isHeadTag(tag, peek)) return firstMedia(tag, peek, offset);
    const length = tagHeaderLength + tag.dataSize + previousTagSizeLength;
    await body.take(length);
    offset += length;
  }
}

function firstMedia(tag: TagHeader, peek: Uint8Array, offset: number): Landing {
  const isVideo = tag.type === videoTagType;
  const video = readVideoTag(viewOf(peek), tagHeaderLength, peek.length);
  return {
    offset,
    tagType: tag.type,
    timeMs: tag.timestampMs + (isVideo ? video.compositionTimeMs : 0),
    isKeyframe: isVideo && video.isKeyframe,
    bytesToTag: 0,
    bytesToStart: 0,
    tagsSkipped: 0,
  };
}

function isHeadTag(tag: TagHeader, peek: Uint8Array): boolean {
  if (tag.type === scriptTagType) return true;
  const end = Math.min(peek.length, tagHeaderLength + tag.dataSize);
  return tag.type === videoTagType
    ? readVideoTag(viewOf(peek), tagHeaderLength, end).isSequenceHeader
    : readAudioTag(viewOf(peek), tagHeaderLength, end).isSequenceHeader;
}

function isTagType(type: number): boolean {
  return type === audioTagType || type === videoTagType || type === scriptTagType;
}
