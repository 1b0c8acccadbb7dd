import type { ByteSource } from './byte-source.ts';
import { viewOf } from './bytes.ts';
import { describeAudioCodec, describeVideoCodec } from './codecs.ts';
import type { FileHeader } from './file-header.ts';
import type { FindingList } from './finding.ts';
import type { FrameTimes } from './frame-times.ts';
import { readMetadata } from './metadata.ts';
import type { ScanCollector } from './scan-collector.ts';
import { reportScript, reportWhole } from './scan-findings.ts';
import type { FlvScan, LaterMetadata, StoredTag, TagPlace } from './scan-result.ts';
import { readTagHeader, tagHeaderLength } from './tag-header.ts';
import type { TrackCollector } from './track-collector.ts';

/** The scan of what has no FLV header: nothing, or something else. */
export function scanWithoutTags(
  sizeBytes: number,
  head: Uint8Array,
  findings: FindingList,
): FlvScan {
  const isEmpty = head.length === 0;
  if (isEmpty) findings.add('empty', 'fail', null, 'The file is empty.');
  else findings.add('not_flv', 'fail', 0, 'The file does not begin with an FLV file header.');
  const none = new Float64Array();
  return {
    format: isEmpty ? 'empty' : 'not_flv',
    sizeBytes,
    head,
    header: null,
    videoCodec: null,
    audioCodec: null,
    tagCount: 0,
    videoTagCount: 0,
    audioTagCount: 0,
    baseTimestampMs: 0,
    lastTimestampMs: 0,
    durationMs: null,
    framesPerSecond: null,
    firstMediaOffset: sizeBytes,
    frameTimesMs: none,
    keyframes: { dtsMs: none, ptsMs: none, offsets: none, sizes: none },
    sequenceHeaders: { video: null, audio: null },
    sequenceHeaderChanges: { video: [], audio: [] },
    metadata: null,
    metadataTag: null,
    laterMetadata: [],
    metadataPlaces: [],
    tagRuns: [],
    tagsEndOffset: 0,
    findings: findings.finish(),
  };
}

/** Puts together what was collected of a whole file, and says what is wrong with it. */
export async function finishScan(
  source: ByteSource,
  head: Uint8Array,
  header: FileHeader,
  collected: ScanCollector,
  findings: FindingList,
): Promise<FlvScan> {
  collected.finish();
  const scan = await scanSoFar(source, head, header, collected);
  for (const place of collected.otherScripts) {
    reportScript(await readStored(source, place), findings);
  }
  const laterMetadata: LaterMetadata[] = [];
  for (const place of collected.metadata) {
    if (place.offset === scan.metadataTag?.offset) continue;
    laterMetadata.push(await readLater(source, place, laterMetadata.length));
  }
  reportWhole(header, collected, scan, findings);
  return { ...scan, laterMetadata, findings: findings.finish() };
}

/** Players go by the last onMetaData that comes before the first frame. */
async function readFirstMetadata(
  source: ByteSource,
  { metadata, firstMediaOffset }: ScanCollector,
) {
  const [first = null] = metadata;
  const inHead = metadata.filter(({ offset }) => offset < (firstMediaOffset ?? Infinity));
  const last = inHead.at(-1) ?? first;
  for (const place of last === first ? [first] : [last, first]) {
    const metadataTag = await readStored(source, place);
    const read = metadataTag && readMetadata(metadataTag.bytes.subarray(tagHeaderLength));
    if (read !== null || place === first) return { metadata: read, metadataTag };
  }
  return { metadata: null, metadataTag: null };
}

/** Later onMetaData that are read, and how large each may be: recorders can write one a second. */
const maxReadLater = 64;
const maxLaterBytes = 1 << 18;

async function readLater(
  source: ByteSource,
  place: TagPlace,
  count: number,
): Promise<LaterMetadata> {
  const isRead = count < maxReadLater && place.size <= maxLaterBytes;
  const tag = isRead ? await readStored(source, place) : null;
  if (tag === null) return { place, timestampMs: 0, metadata: null };
  const { timestampMs } = readTagHeader(viewOf(tag.bytes), 0);
  return { place, timestampMs, metadata: readMetadata(tag.bytes.subarray(tagHeaderLength)) };
}

/**
 * Puts together what was collected so far, without findings, and reads the few tags that are kept
 * whole.
 */
export async function scanSoFar(
  source: ByteSource,
  head: Uint8Array,
  header: FileHeader,
  collected: ScanCollector,
): Promise<FlvScan> {
  const { video, audio } = collected;
  const { metadata, metadataTag } = await readFirstMetadata(source, collected);
  const [videoHeader = null, ...videoChanges] = await readAll(source, video.sequenceHeaders.places);
  const [audioHeader = null, ...audioChanges] = await readAll(source, audio.sequenceHeaders.places);
  const { frameTimes } = collected;
  const baseTimestampMs = leastOf(video.firstFrameMs, audio.firstFrameMs);
  return {
    format: 'flv',
    sizeBytes: source.sizeBytes,
    head,
    header,
    videoCodec: video.codec === null ? null : describeVideoCodec(video.codec),
    audioCodec: audio.codec === null ? null : describeAudioCodec(audio.codec),
    tagCount: collected.tagCount,
    videoTagCount: video.tagCount,
    audioTagCount: audio.tagCount,
    baseTimestampMs: baseTimestampMs ?? 0,
    lastTimestampMs: collected.lastTimestampMs ?? 0,
    durationMs: durationOf(frameTimes, video, audio, baseTimestampMs),
    framesPerSecond: framesPerSecondOf(frameTimes),
    firstMediaOffset: collected.firstMediaOffset ?? source.sizeBytes,
    frameTimesMs: frameTimes.sorted(),
    keyframes: collected.keyframes(),
    sequenceHeaders: { video: videoHeader, audio: audioHeader },
    sequenceHeaderChanges: { video: videoChanges, audio: audioChanges },
    metadata,
    metadataTag,
    laterMetadata: [],
    metadataPlaces: collected.metadata,
    tagRuns: collected.tagRuns,
    tagsEndOffset: collected.tagsEndOffset,
    findings: [],
  };
}

async function readAll(source: ByteSource, places: readonly TagPlace[]): Promise<StoredTag[]> {
  const tags: StoredTag[] = [];
  for (const place of places) {
    const tag = await readStored(source, place);
    if (tag !== null) tags.push(tag);
  }
  return tags;
}

async function readStored(source: ByteSource, place: TagPlace | null): Promise<StoredTag | null> {
  if (place === null) return null;
  const bytes = await source.read(place.offset, place.size);
  return bytes.length === place.size ? { offset: place.offset, bytes: bytes.slice() } : null;
}

function leastOf(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

/** Frames that last longer than this are pictures of a slide show, ms. */
const slideMs = 1000;

/**
 * The last frame of each track is taken to last as long as a typical one; the last picture of a
 * slide show, of which nobody can say how long it lasts, as long as there is sound.
 */
function durationOf(
  frames: FrameTimes,
  video: TrackCollector,
  audio: TrackCollector,
  baseMs: number | null,
): number | null {
  if (baseMs === null) return null;
  const { latestFrameMs } = audio;
  const audioEndMs = latestFrameMs === null ? null : latestFrameMs + (audio.gaps.median() ?? 0);
  let videoEndMs: number | null = null;
  if (frames.count > 0) {
    const typicalMs = video.gaps.median() ?? 0;
    const isSlide = typicalMs > slideMs && audioEndMs !== null && audioEndMs > frames.lastMs;
    videoEndMs = isSlide ? audioEndMs : frames.lastMs + typicalMs;
  }
  return Math.max(videoEndMs ?? baseMs, audioEndMs ?? baseMs) - baseMs;
}

function framesPerSecondOf({ firstMs, lastMs, count }: FrameTimes): number | null {
  const spanMs = lastMs - firstMs;
  return spanMs > 0 ? roundToMicroseconds(((count - 1) * 1000) / spanMs) : null;
}

const roundToMicroseconds = (value: number) => Math.round(value * 1000) / 1000;
