import type { FindingList, Severity } from './finding.ts';
import { Float64Column } from './float64-column.ts';
import { FrameTimes } from './frame-times.ts';
import { MediaClock } from './media-clock.ts';
import type { ScannedKeyframes, TagPlace } from './scan-result.ts';
import {
  audioTagType,
  previousTagSizeLength,
  scriptTagType,
  tagHeaderLength,
  videoTagType,
} from './tag-header.ts';
import type { TagVisitor, WalkedTag } from './tag-walk.ts';
import { TrackCollector } from './track-collector.ts';

const maxListedMetadata = 1000;

/** Gathers, tag by tag, what a scan has to say; reads nothing itself. */
export class ScanCollector implements TagVisitor {
  tagCount = 0;
  readonly video: TrackCollector;
  readonly audio: TrackCollector;
  readonly frameTimes: FrameTimes;
  /** Of the first media tag that is no sequence header. */
  firstMediaOffset: number | null = null;
  lastTimestampMs = 0;
  /** The onMetaData tags, the first of them. */
  readonly metadata: TagPlace[] = [];
  /** End of the last tag with its PreviousTagSize. */
  tagsEndOffset: number;
  private readonly findings: FindingList;
  private readonly clock = new MediaClock();
  private readonly keyframeDts = new Float64Column();
  private readonly keyframePts = new Float64Column();
  private readonly keyframeOffsets = new Float64Column();
  private readonly keyframeSizes = new Float64Column();

  /**
   * @param firstTagOffset where the tags begin
   * @param isListingFrames whether the time of every frame is kept
   */
  constructor(firstTagOffset: number, findings: FindingList, isListingFrames: boolean) {
    this.tagsEndOffset = firstTagOffset;
    this.findings = findings;
    this.frameTimes = new FrameTimes(isListingFrames);
    this.video = new TrackCollector('video', findings);
    this.audio = new TrackCollector('audio', findings);
  }

  /** The keyframes so far. */
  keyframes(): ScannedKeyframes {
    return {
      dtsMs: this.keyframeDts.view(),
      ptsMs: this.keyframePts.view(),
      offsets: this.keyframeOffsets.view(),
      sizes: this.keyframeSizes.view(),
    };
  }

  finding(code: string, severity: Severity, offset: number, message: string): void {
    this.findings.add(code, severity, offset, message);
  }

  tag(tag: WalkedTag): void {
    this.tagCount++;
    const dataEnd = tag.offset + tagHeaderLength + tag.dataSize;
    this.tagsEndOffset = dataEnd + (tag.previousTagSize === null ? 0 : previousTagSizeLength);
    if (tag.streamId !== 0) {
      const message = `The stream id is ${tag.streamId}, expected 0.`;
      this.finding('stream_id_nonzero', 'warn', tag.offset, message);
    }
    if (tag.isEncrypted) {
      this.finding('encrypted_tag', 'fail', tag.offset, 'The tag is encrypted.');
    }
    if (tag.type === videoTagType) this.videoTag(tag);
    else if (tag.type === audioTagType) this.audioTag(tag);
    else if (tag.type === scriptTagType) this.scriptTag(tag);
    else this.finding('unknown_tag_type', 'warn', tag.offset, `The tag type is ${tag.type}.`);
  }

  private videoTag(tag: WalkedTag): void {
    const { video, offset } = tag;
    this.video.tag(video.codec, tag.dataSize, offset);
    if (video.isSequenceHeader) this.video.sequenceHeaderTag(placeOf(tag));
    else if (tag.dataSize > 0) this.pictureTag(tag, this.mediaTime(tag));
  }

  private pictureTag(tag: WalkedTag, dtsMs: number): void {
    const { video, offset } = tag;
    if (!video.isFrame) return;
    this.video.frame(dtsMs, offset);
    const ptsMs = dtsMs + video.compositionTimeMs;
    this.frameTimes.push(ptsMs);
    if (!video.isKeyframe) return;
    this.keyframeDts.push(dtsMs);
    this.keyframePts.push(ptsMs);
    this.keyframeOffsets.push(offset);
    this.keyframeSizes.push(tagHeaderLength + tag.dataSize);
  }

  private audioTag(tag: WalkedTag): void {
    const { audio, offset } = tag;
    this.audio.tag(audio.codec, tag.dataSize, offset);
    if (audio.isSequenceHeader) this.audio.sequenceHeaderTag(placeOf(tag));
    else if (tag.dataSize > 0) {
      const timestampMs = this.mediaTime(tag);
      if (audio.isFrame) this.audio.frame(timestampMs, offset);
    }
  }

  private scriptTag(tag: WalkedTag): void {
    if (!tag.isMetadata) {
      if (!tag.isPlausible) this.reportScriptData(tag);
      return;
    }
    const [first] = this.metadata;
    if (this.metadata.length < maxListedMetadata) this.metadata.push(placeOf(tag));
    if (first !== undefined) {
      const message = `Another onMetaData; the first is at ${first.offset}.`;
      this.finding('metadata_repeated', 'info', tag.offset, message);
    } else if (this.tagCount > 1) {
      const message = `onMetaData is tag number ${this.tagCount}, expected the first.`;
      this.finding('metadata_late', 'warn', tag.offset, message);
    }
  }

  private reportScriptData({ offset, dataSize }: WalkedTag): void {
    if (dataSize === 0) this.finding('empty_tag', 'info', offset, 'A script tag has no data.');
    else {
      const message = 'The script data does not begin with a name.';
      this.finding('script_data_invalid', 'warn', offset, message);
    }
  }

  private mediaTime(tag: WalkedTag): number {
    this.firstMediaOffset ??= tag.offset;
    this.lastTimestampMs = this.clock.next(tag.timestampMs);
    return this.lastTimestampMs;
  }
}

const placeOf = (tag: WalkedTag): TagPlace => ({
  offset: tag.offset,
  size: tagHeaderLength + tag.dataSize,
});
