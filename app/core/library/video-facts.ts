import type { Finding, KeyframeIndex, VideoFacts } from '../../contract/video.ts';
import { toHex } from '../../flv/hex.ts';
import { keyframesAhead, maxTimeMs } from '../../flv/index-ahead.ts';
import type { IndexAudit } from '../../flv/index-audit.ts';
import type { DeclaredKeyframes } from '../../flv/metadata.ts';
import { maxKeyframes } from '../../flv/scan-collector.ts';
import type { FlvScan, ScannedKeyframes, StoredTag } from '../../flv/scan-result.ts';
import { whyFileNotPlayable } from './playability.ts';

/** What is known of a video before it is read. */
export type VideoFile = Pick<
  VideoFacts,
  'name' | 'address' | 'state' | 'target' | 'sizeBytes' | 'modifiedAtEpochMs'
>;

/** Puts a scan into the form that crosses process boundaries: plain arrays, hex and base64. */
export function videoFactsOf(scan: FlvScan, file: VideoFile): VideoFacts {
  const { metadata, sequenceHeaders } = scan;
  const notPlayable = whyFileNotPlayable(scan);
  return {
    ...file,
    isScanned: true,
    format: scan.format,
    headHex: toHex(scan.head),
    header: scan.header,
    videoCodec: scan.videoCodec,
    audioCodec: scan.audioCodec,
    durationMs: scan.durationMs,
    width: metadata?.width ?? null,
    height: metadata?.height ?? null,
    framesPerSecond: scan.framesPerSecond,
    tagCount: scan.tagCount,
    videoTagCount: scan.videoTagCount,
    audioTagCount: scan.audioTagCount,
    baseTimestampMs: scan.baseTimestampMs,
    firstMediaOffset: scan.firstMediaOffset,
    frameTimesMs: Array.from(scan.frameTimesMs),
    declaredIndex: metadata?.keyframes ? declaredIndexOf(metadata.keyframes) : null,
    index: scannedIndexOf(scan.keyframes),
    sequenceHeaders: {
      video: base64Of(sequenceHeaders.video),
      audio: base64Of(sequenceHeaders.audio),
    },
    sequenceHeaderChanges: (['video', 'audio'] as const)
      .flatMap((track) =>
        scan.sequenceHeaderChanges[track].map(({ offset, bytes }) => ({
          track,
          offset,
          tag: Buffer.from(bytes).toString('base64'),
        })),
      )
      .sort((a, b) => a.offset - b.offset),
    isPlayable: notPlayable === null,
    notPlayable,
    findings: scan.findings,
  };
}

/**
 * What can be said of a file while it is still being read.
 * @param scan of its beginning
 * @returns null when nothing of it could be played yet
 */
export function outlineFactsOf(scan: FlvScan, file: VideoFile): VideoFacts | null {
  if (whyFileNotPlayable(scan) !== null) return null;
  const facts = videoFactsOf(scan, file);
  const { ptsMs, offsets } = keyframesAhead(scan);
  const index: KeyframeIndex = {
    source: offsets.length > 0 ? 'declared' : 'scanned',
    timesMs: [...facts.index.timesMs, ...ptsMs],
    offsets: [...facts.index.offsets, ...offsets],
    sizes: [...facts.index.sizes, ...offsets.map(() => 0)],
  };
  const knownMs = Math.max(facts.durationMs ?? 0, (ptsMs.at(-1) ?? 0) - scan.baseTimestampMs);
  return {
    ...facts,
    isScanned: false,
    index,
    durationMs: Math.max(knownMs, Math.min(scan.metadata?.durationMs ?? 0, maxTimeMs)),
    framesPerSecond: scan.metadata?.framesPerSecond ?? facts.framesPerSecond,
  };
}

/** What is wrong with the file, and with what it declares. */
export function findingsOf(scan: FlvScan, audit: IndexAudit): Finding[] {
  return [...scan.findings, ...audit.findings];
}

/** Entries without a time or without an offset that a file can have are left out, and those beyond as many as are listed. */
function declaredIndexOf({ timesMs, offsets }: DeclaredKeyframes): KeyframeIndex {
  const index: KeyframeIndex = { source: 'declared', timesMs: [], offsets: [], sizes: [] };
  offsets.slice(0, maxKeyframes).forEach((offset, at) => {
    const timeMs = timesMs[at] ?? Number.NaN;
    if (!Number.isFinite(timeMs) || !Number.isSafeInteger(offset)) return;
    index.timesMs.push(timeMs);
    index.offsets.push(offset);
    index.sizes.push(0);
  });
  return index;
}

function scannedIndexOf({ ptsMs, offsets, sizes }: ScannedKeyframes): KeyframeIndex {
  return {
    source: 'scanned',
    timesMs: Array.from(ptsMs),
    offsets: Array.from(offsets),
    sizes: Array.from(sizes),
  };
}

function base64Of(tag: StoredTag | null): string | null {
  return tag && Buffer.from(tag.bytes).toString('base64');
}
