import type { Exchange } from '../../../contract/exchange.ts';
import type { LogEntry } from '../../../contract/log.ts';
import { audioPacketName, readAudioTag } from '../../../flv/audio-tag.ts';
import { viewOf } from '../../../flv/bytes.ts';
import { describeAudioCodec, describeVideoCodec } from '../../../flv/codecs.ts';
import { fromHex } from '../../../flv/hex.ts';
import {
  audioTagType,
  readTagHeader,
  tagHeaderLength,
  tagTypeName,
  videoTagType,
} from '../../../flv/tag-header.ts';
import { frameTypeName, readVideoTag, videoPacketName } from '../../../flv/video-tag.ts';
import { parseContentRange } from '../../../http/content-range.ts';
import { headValue, readRawHead } from '../../../http/raw-head.ts';

/** A recorded tag, read. */
export interface ReadTag {
  /** In the client's body, prefix included. */
  bodyOffset: number;
  /** In the file; null where it is not known, or the tag was put in front. */
  fileOffset: number | null;
  bytes: Uint8Array;
  /** Null where no tag begins so. */
  tag: { type: string; flags: string; dataSize: number; timestampMs: number } | null;
}

/** The first tags of the client's body, as they came; empty where none were recorded. */
export function readTags(exchange: Exchange): ReadTag[] {
  const from = partStart(exchange);
  return exchange.tags.map((recorded) => {
    const bytes = fromHex(recorded.hex) ?? new Uint8Array();
    const behindPrefix = recorded.offset - exchange.prefixBytes;
    return {
      bodyOffset: recorded.offset,
      fileOffset: from === null || behindPrefix < 0 ? null : from + behindPrefix,
      bytes,
      tag: recorded.isTag ? readTag(bytes) : null,
    };
  });
}

/** The byte of the file that stands behind what was put in front; null where nobody said it. */
function partStart({ hops, bodyStartBy }: Exchange): number | null {
  if (bodyStartBy === 'file') return 0;
  // With a Range of the client's own, a target may count in the body that it would have sent.
  const isRanged = headValue(readRawHead(hops[0]?.requestHead ?? ''), 'range') !== null;
  const parts = hops
    .filter(({ kind }) => kind === 'storage' || (kind === 'target' && !isRanged))
    .filter(({ status }) => status === 206)
    .map(({ responseHead }) => headValue(readRawHead(responseHead), 'content-range'));
  return parseContentRange(parts.at(-1) ?? '')?.first ?? null;
}

function readTag(bytes: Uint8Array): NonNullable<ReadTag['tag']> {
  const view = viewOf(bytes);
  const { type, dataSize, timestampMs, isEncrypted } = readTagHeader(view, 0);
  const flags = [isEncrypted ? 'encrypted' : '', ...flagsOf(type, view)].filter(Boolean);
  return { type: tagTypeName(type), flags: flags.join(' · '), dataSize, timestampMs };
}

function flagsOf(type: number, view: DataView): string[] {
  const end = view.byteLength;
  if (type === videoTagType) {
    const video = readVideoTag(view, tagHeaderLength, end);
    const coded = videoPacketName(video) ?? describeVideoCodec(video.codec).name;
    return [frameTypeName(video.frameType), coded];
  }
  if (type !== audioTagType) return [];
  const audio = readAudioTag(view, tagHeaderLength, end);
  return [audioPacketName(audio) ?? describeAudioCodec(audio.codec).name];
}

/** Where a seek landed that was not asked to begin on a tag; null for any other row. */
export function readerPlace(row: LogEntry): string | null {
  if (row.kind !== 'seek' || row.seek.resync === null) return null;
  return row.seek.resync.reason;
}
