import type { FindingList } from './finding.ts';
import type { TagPlace } from './scan-result.ts';

/** A gap between neighbours of one track that is worth a word, ms. */
const longGapMs = 60_000;

/** A fall by nearly 2^24 ms: the lower 24 bits ran over and the upper 8 were left out. */
const wrapMs = 0xff_0000;

/** What audio and video have in common: counts, codec, sequence header, order of timestamps. */
export class TrackCollector {
  tagCount = 0;
  frameCount = 0;
  /** As in `AudioTag` and `VideoTag`; null before the first tag with data. */
  codec: number | null = null;
  /** The first sequence header. */
  sequenceHeader: TagPlace | null = null;
  /** Timestamp of the first tag that codes something, ms. */
  firstFrameMs: number | null = null;
  /** Largest timestamp of a tag that codes something, ms. */
  latestFrameMs: number | null = null;
  private lastFrameMs: number | null = null;
  private readonly name: 'audio' | 'video';
  private readonly findings: FindingList;

  constructor(name: 'audio' | 'video', findings: FindingList) {
    this.name = name;
    this.findings = findings;
  }

  /** Every tag of the track; one without data names no codec. */
  tag(codec: number, dataSize: number, offset: number): void {
    this.tagCount++;
    if (dataSize === 0) {
      this.findings.add(
        'empty_tag',
        'info',
        offset,
        `A tag of the ${this.name} track has no data.`,
      );
      return;
    }
    if (codec === this.codec) return;
    if (this.codec !== null) {
      const message = `The ${this.name} codec changes from ${this.codec} to ${codec}.`;
      this.findings.add(`${this.name}_codec_changed`, 'warn', offset, message);
    }
    this.codec = codec;
  }

  sequenceHeaderTag(place: TagPlace): void {
    if (this.sequenceHeader !== null) {
      const message = `Another ${this.name} sequence header; the first is at ${this.sequenceHeader.offset}.`;
      this.findings.add('sequence_header_repeated', 'info', place.offset, message);
      return;
    }
    this.sequenceHeader = place;
    if (this.frameCount > 0) {
      const message = `The first ${this.name} sequence header comes after ${this.frameCount} frames.`;
      this.findings.add('sequence_header_late', 'warn', place.offset, message);
    }
  }

  /** Every tag that codes a picture or sound. */
  frame(timestampMs: number, offset: number): void {
    this.frameCount++;
    const lastMs = this.lastFrameMs;
    this.firstFrameMs ??= timestampMs;
    this.lastFrameMs = timestampMs;
    this.latestFrameMs = Math.max(this.latestFrameMs ?? timestampMs, timestampMs);
    if (lastMs === null) return;
    if (lastMs - timestampMs > wrapMs) {
      const message = `The ${this.name} timestamp falls from ${lastMs} to ${timestampMs} ms: TimestampExtended is not used.`;
      this.findings.add('timestamp_extended_missing', 'fail', offset, message);
    } else if (timestampMs < lastMs) {
      const message = `The ${this.name} timestamp goes back from ${lastMs} to ${timestampMs} ms.`;
      this.findings.add('timestamp_backwards', 'warn', offset, message);
    } else if (timestampMs - lastMs > longGapMs) {
      const message = `The ${this.name} timestamp leaps from ${lastMs} to ${timestampMs} ms.`;
      this.findings.add('timestamp_leap', 'info', offset, message);
    }
  }
}
