import { BlockReader } from './block-reader.ts';
import type { ByteSource } from './byte-source.ts';
import { viewOf } from './bytes.ts';
import { type FileHeader, firstTagOffset, readFileHeader } from './file-header.ts';
import { FindingList } from './finding.ts';
import { HeaderHops } from './header-hops.ts';
import { prefixLength } from './prefix.ts';
import { ScanCollector } from './scan-collector.ts';
import { reportHeader } from './scan-findings.ts';
import { finishScan, scanSoFar, scanWithoutTags } from './scan-finish.ts';
import type { FlvScan, ScannedKeyframes } from './scan-result.ts';
import { previousTagSizeLength } from './tag-header.ts';
import { TagWalk } from './tag-walk.ts';

/** How far a scan has come. */
export interface ScanProgress {
  bytesScanned: number;
  sizeBytes: number;
  tagCount: number;
  /** Found so far, in file order; usable at once, never changed later. */
  keyframes: ScannedKeyframes;
  /**
   * What the part that was read says of the file, without findings. May be asked for until the
   * next call only; reads a few tags of the source.
   * @returns null while a track that the header promises may still begin
   */
  outline(): Promise<FlvScan | null>;
}

export interface ScanOptions {
  /** Ends the scan: it rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Called after the first block and then about every 50 ms. */
  onProgress?: (progress: ScanProgress) => void;
  /** Most bytes per read, at least 1024; the first reads are shorter. */
  blockBytes?: number;
  /** Keep the time of every frame? 8 bytes for each; default: yes. */
  isListingFrames?: boolean;
  /** Longest run of own work before other tasks of the event loop get their turn; 12 ms. */
  turnMs?: number;
}

const defaultBlockBytes = 1 << 20;
const minBlockBytes = 1024;
const progressIntervalMs = 50;

const defaultTurnMs = 12;

/** A promised track that has not begun after so many tags is not waited for. */
const maxHeadTags = 500;

/**
 * Reads a whole file by tag headers and first data bytes only, in blocks; the data of a tag that
 * ends outside the block is skipped. Time is linear in the size, memory in the number of frames.
 * Whatever the bytes are, the result is a value: what is wrong stands in `findings`. Rejects only
 * when the source does, or when the signal is aborted.
 */
export async function scanFlv(source: ByteSource, options: ScanOptions = {}): Promise<FlvScan> {
  const findings = new FindingList();
  const head = (await source.read(0, prefixLength)).slice();
  const header = readFileHeader(head);
  if (header === null) return scanWithoutTags(source.sizeBytes, head, findings);
  const tagsAt = firstTagOffset(header);
  const collector = new ScanCollector(tagsAt, findings, options.isListingFrames ?? true);
  reportHeader(header, await readPreviousTagSize0(source, tagsAt), findings);
  const outline = async () =>
    isHeadRead(header, collector) ? scanSoFar(source, head, header, collector) : null;
  await walkTags(source, tagsAt, collector, outline, options);
  return finishScan(source, head, header, collector, findings);
}

/** Is it known which tracks there are, and when the first of them begins? */
function isHeadRead(header: FileHeader, { video, audio, tagCount }: ScanCollector): boolean {
  const hasVideo = video.firstFrameMs !== null;
  const hasAudio = audio.firstFrameMs !== null;
  if (!hasVideo && !hasAudio) return false;
  const isComplete = (hasVideo || !header.hasVideo) && (hasAudio || !header.hasAudio);
  return isComplete || tagCount >= maxHeadTags;
}

async function readPreviousTagSize0(source: ByteSource, tagsAt: number): Promise<number | null> {
  const bytes = await source.read(tagsAt - previousTagSizeLength, previousTagSizeLength);
  return bytes.length === previousTagSizeLength ? viewOf(bytes).getUint32(0) : null;
}

async function walkTags(
  source: ByteSource,
  tagsAt: number,
  collector: ScanCollector,
  outline: ScanProgress['outline'],
  options: ScanOptions,
): Promise<void> {
  const walk = TagWalk.from(tagsAt, collector);
  const maxBlockBytes = Math.max(minBlockBytes, options.blockBytes ?? defaultBlockBytes);
  const blocks = new BlockReader(source, maxBlockBytes);
  const hops = new HeaderHops(source);
  const turnMs = options.turnMs ?? defaultTurnMs;
  let turnEndsAtMs = performance.now() + turnMs;
  let progressDueAtMs = 0;
  while (!walk.isDone) {
    options.signal?.throwIfAborted();
    if (!hops.advance(walk, collector.tagCount)) {
      walk.advance(await blocks.windowAt(walk.wantedOffset));
    }
    const nowMs = performance.now();
    if (nowMs >= progressDueAtMs) {
      progressDueAtMs = nowMs + progressIntervalMs;
      options.onProgress?.({ ...progressOf(source, walk, collector), outline });
    }
    if (nowMs >= turnEndsAtMs) {
      await nextTask();
      turnEndsAtMs = performance.now() + turnMs;
    }
  }
}

/**
 * A timer, although it costs a ms: Node handles messages of a MessageChannel that are sent while
 * it handles others in one go, so they would let nobody else have a turn.
 */
const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

function progressOf(source: ByteSource, walk: TagWalk, collector: ScanCollector) {
  return {
    bytesScanned: Math.min(walk.wantedOffset, source.sizeBytes),
    sizeBytes: source.sizeBytes,
    tagCount: collector.tagCount,
    keyframes: collector.keyframes(),
  };
}
