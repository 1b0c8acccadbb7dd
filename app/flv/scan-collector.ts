import type { FindingList, Severity } from './finding.ts';
import { Float64Column } from './float64-column.ts';
import { FrameTimes } from './frame-times.ts';
import { timeBeside, timeWithExtension } from './media-clock.ts';
import type { ByteRange, ScannedKeyframes, TagPlace } from './scan-result.ts';
import { nearMs } from './stray-gate.ts';
import { TagFaults } from './tag-faults.ts';
import {
  audioTagType,
  previousTagSizeLength,
  scriptTagType,
  tagHeaderLength,
  videoTagType,
} from './tag-header.ts';
import type { TagVisitor, WalkedTag } from './tag-walk.ts';
import { TrackCollector } from './track-collector.ts';
import { TrackDistance } from './track-distance.ts';

const maxListedMetadata = 1000;

/** Beyond this the last run takes in the damage between tags: hostile bytes could make millions. */
const maxRuns = 20_000;

/** Keyframes beyond this are counted but not listed: hostile bytes could make millions. */
export const maxKeyframes = 500_000;

/** Script tags other than onMetaData that are looked into. */
const maxListedScripts = 20;

/** A script tag this far behind the media before it is out of place, ms. */
const scriptBehindMs = 1000;

/** Gathers, tag by tag, what a scan has to say; reads nothing itself. */
export class ScanCollector implements TagVisitor {
  tagCount = 0;
  readonly video: TrackCollector;
  readonly audio: TrackCollector;
  readonly frameTimes: FrameTimes;
  readonly distance = new TrackDistance();
  readonly faults = new TagFaults();
  keyframeCount = 0;
  /** Of the first media tag that is no sequence header. */
  firstMediaOffset: number | null = null;
  /** Of the last media tag whose timestamp is to be believed; null before the first. */
  lastTimestampMs: number | null = null;
  /** The onMetaData tags, the first of them. */
  readonly metadata: TagPlace[] = [];
  /** The script tags that are no onMetaData, the first of them. */
  readonly otherScripts: TagPlace[] = [];
  /** See `FlvScan`. */
  readonly tagRuns: ByteRange[] = [];
  private run: ByteRange;
  /** End of the last tag with its PreviousTagSize. */
  tagsEndOffset: number;
  private readonly findings: FindingList;
  private audioFormat: number | null = null;
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
    this.run = { start: firstTagOffset, end: firstTagOffset };
    this.tagRuns.push(this.run);
    this.findings = findings;
    this.frameTimes = new FrameTimes(isListingFrames);
    this.video = new TrackCollector('video', findings, {
      frame: (dtsMs, ptsMs, offset, size, isKeyframe) => {
        this.frameTimes.push(ptsMs);
        if (isKeyframe) this.keyframe(dtsMs, ptsMs, offset, size);
        this.framePassed(dtsMs, offset);
      },
      forget: () => this.forgetFrames(),
    });
    this.audio = new TrackCollector('audio', findings, {
      frame: (dtsMs, _ptsMs, offset) => this.framePassed(dtsMs, offset),
      forget: () => undefined,
    });
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

  /** All tags have come. */
  finish(): void {
    this.video.finish();
    this.audio.finish();
    this.faults.report(this.tagCount, this.findings);
  }

  tag(tag: WalkedTag): void {
    this.tagCount++;
    if (tag.offset !== this.run.end && this.tagRuns.length < maxRuns) {
      this.run = { start: tag.offset, end: tag.offset };
      this.tagRuns.push(this.run);
    }
    const dataEnd = tag.offset + tagHeaderLength + tag.dataSize;
    this.tagsEndOffset = dataEnd + (tag.previousTagSize === null ? 0 : previousTagSizeLength);
    this.run.end = this.tagsEndOffset;
    this.faults.look(tag);
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
    if (video.isSequenceHeader) this.video.sequenceHeaderTag(tag, placeOf(tag));
    else if (tag.dataSize > 0) this.pictureTag(tag);
  }

  private pictureTag(tag: WalkedTag): void {
    const { video, offset } = tag;
    const dtsMs = this.mediaTime(tag, this.video);
    if (!isFrameType(video.frameType)) {
      const message = `The frame type is ${video.frameType}, expected 1 to 5.`;
      this.finding('frame_type_unknown', 'warn', offset, message);
    }
    if (!video.isFrame) {
      this.frameless(tag, dtsMs);
      return;
    }
    const size = tagHeaderLength + tag.dataSize;
    const ptsMs = dtsMs + video.compositionTimeMs;
    this.video.frame(dtsMs, ptsMs, offset, size, video.isKeyframe);
  }

  private audioTag(tag: WalkedTag): void {
    const { audio, offset } = tag;
    this.audio.tag(audio.codec, tag.dataSize, offset);
    if (audio.isSequenceHeader) this.audio.sequenceHeaderTag(tag, placeOf(tag));
    else if (tag.dataSize > 0) {
      const timeMs = this.mediaTime(tag, this.audio);
      if (!audio.isFrame) {
        this.frameless(tag, timeMs);
        return;
      }
      this.audio.frame(timeMs, timeMs, offset, tagHeaderLength + tag.dataSize, true);
      this.checkAudioFormat(tag);
    }
  }

  /** A frame whose timestamp is to be believed. */
  private framePassed(dtsMs: number, offset: number): void {
    this.lastTimestampMs = dtsMs;
    this.distance.push(this.video.lastFrameMs, this.audio.lastFrameMs, offset);
  }

  private keyframe(dtsMs: number, ptsMs: number, offset: number, size: number): void {
    if (++this.keyframeCount > maxKeyframes) return;
    this.keyframeDts.push(dtsMs);
    this.keyframePts.push(ptsMs);
    this.keyframeOffsets.push(offset);
    this.keyframeSizes.push(size);
  }

  private forgetFrames(): void {
    this.frameTimes.clear();
    this.keyframeCount = 0;
    for (const column of [
      this.keyframeDts,
      this.keyframePts,
      this.keyframeOffsets,
      this.keyframeSizes,
    ]) {
      column.length = 0;
    }
  }

  /** A media tag without picture or sound: an end of sequence, a command. */
  private frameless({ type, offset }: WalkedTag, timeMs: number): void {
    const lastMs = this.lastTimestampMs;
    if (lastMs === null || (timeMs >= lastMs && timeMs - lastMs <= nearMs)) {
      this.lastTimestampMs = timeMs;
    } else if (timeMs > lastMs) {
      const track = type === videoTagType ? 'video' : 'audio';
      const message = `A ${track} tag without a frame (the end of the sequence, for one) is at ${timeMs} ms, ${timeMs - lastMs} ms after the last frame: it counts for nothing.`;
      this.finding('timestamp_stray', 'warn', offset, message);
    }
  }

  /** Rate, sample size and channels as the tags say; the codec has its own finding. */
  private checkAudioFormat({ audio, offset }: WalkedTag): void {
    const format = audio.sampleRateHz * 1000 + audio.bitsPerSample * 10 + audio.channels;
    if (this.audioFormat !== null && format !== this.audioFormat) {
      const { sampleRateHz, bitsPerSample, channels } = audio;
      const message = `The audio tags now say ${sampleRateHz} Hz, ${bitsPerSample} bit, ${channels} channels.`;
      this.finding('audio_format_changed', 'info', offset, message);
    }
    this.audioFormat = format;
  }

  private scriptTag(tag: WalkedTag): void {
    this.checkScriptTime(tag);
    if (!tag.isMetadata) {
      if (!tag.isPlausible) this.reportScriptData(tag);
      else if (this.otherScripts.length < maxListedScripts) this.otherScripts.push(placeOf(tag));
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

  private checkScriptTime({ timestampMs, offset, isMetadata }: WalkedTag): void {
    if (isMetadata && this.metadata.length === 0 && timestampMs !== 0) {
      const message = `onMetaData is at ${timestampMs} ms, expected 0.`;
      this.finding('metadata_time_nonzero', 'warn', offset, message);
    }
    // Modulo 2^32, as timestamps are.
    const behindMs = ((this.lastTimestampMs ?? 0) - timestampMs) | 0;
    if (this.firstMediaOffset === null || behindMs < scriptBehindMs) return;
    const message = `A script tag is at ${timestampMs} ms, ${behindMs} ms behind the media before it.`;
    this.finding('script_timestamp_backwards', 'info', offset, message);
  }

  private reportScriptData({ offset, dataSize }: WalkedTag): void {
    if (dataSize === 0) this.finding('empty_tag', 'info', offset, 'A script tag has no data.');
    else {
      const message = 'The script data does not begin with a name.';
      this.finding('script_data_invalid', 'warn', offset, message);
    }
  }

  private mediaTime({ timestampMs, offset }: WalkedTag, track: TrackCollector): number {
    this.firstMediaOffset ??= offset;
    const besideMs = track.lastFrameMs ?? this.lastTimestampMs;
    const timeMs = timeBeside(timestampMs, besideMs);
    if (besideMs === null || Math.abs(timeMs - besideMs) <= nearMs) return timeMs;
    const extendedMs = timeWithExtension(timestampMs, besideMs);
    if (extendedMs !== null) this.faults.extensionMissing(offset, besideMs, timestampMs);
    return extendedMs ?? timeMs;
  }
}

/** FrameType 0 and those from 6 on are in no specification. */
const isFrameType = (frameType: number) => frameType >= 1 && frameType <= 5;

const placeOf = (tag: WalkedTag): TagPlace => ({
  offset: tag.offset,
  size: tagHeaderLength + tag.dataSize,
});
