import type { FindingList } from './finding.ts';
import type { TagPlace } from './scan-result.ts';
import { SequenceHeaders } from './sequence-headers.ts';
import { type GateListener, type PlacedFrame, StrayGate } from './stray-gate.ts';
import type { WalkedTag } from './tag-walk.ts';
import { TypicalGap } from './typical-gap.ts';

/** A gap between neighbours of one track that is worth a word, ms. */
const longGapMs = 60_000;

/** Whom a track tells. */
export interface TrackListener {
  /** A frame whose timestamp is to be believed; in file order. */
  frame: GateListener['pass'];
  /** The frames so far had wrong timestamps: the track begins anew. */
  forget(): void;
}

/** What audio and video have in common: counts, codec, sequence headers, order of timestamps. */
export class TrackCollector {
  tagCount = 0;
  frameCount = 0;
  /** As in `AudioTag` and `VideoTag`; null before the first tag with data. */
  codec: number | null = null;
  readonly sequenceHeaders: SequenceHeaders;
  /** Timestamp of the first tag that codes something, ms. */
  firstFrameMs: number | null = null;
  /** Largest timestamp of a tag that codes something, ms. */
  latestFrameMs: number | null = null;
  /** Timestamp of the last tag that codes something, ms. */
  lastFrameMs: number | null = null;
  readonly gaps = new TypicalGap();
  private readonly gate: StrayGate;
  private readonly name: 'audio' | 'video';
  private readonly findings: FindingList;
  private readonly listener: TrackListener;

  constructor(name: 'audio' | 'video', findings: FindingList, listener: TrackListener) {
    this.name = name;
    this.findings = findings;
    this.listener = listener;
    this.sequenceHeaders = new SequenceHeaders(name, findings);
    this.gate = new StrayGate({
      pass: (dtsMs, ptsMs, offset, size, isKeyframe) => {
        this.passed(dtsMs, offset);
        listener.frame(dtsMs, ptsMs, offset, size, isKeyframe);
      },
      stray: (frame, lastMs) => this.reportStray(frame, lastMs),
      forget: () => this.forget(),
      typicalMs: () => this.gaps.median(),
    });
  }

  /** Every tag of the track; one without data names no codec. */
  tag(codec: number, dataSize: number, offset: number): void {
    this.tagCount++;
    if (dataSize === 0) {
      const message = `A tag of the ${this.name} track has no data.`;
      this.findings.add('empty_tag', 'info', offset, message);
      return;
    }
    if (codec === this.codec) return;
    if (this.codec !== null) {
      const message = `The ${this.name} codec changes from ${this.codec} to ${codec}.`;
      this.findings.add(`${this.name}_codec_changed`, 'warn', offset, message);
    }
    this.codec = codec;
  }

  sequenceHeaderTag(tag: WalkedTag, place: TagPlace): void {
    this.sequenceHeaders.push(tag, place, this.codec ?? 0, this.frameCount);
  }

  /** Every tag that codes a picture or sound. */
  frame(dtsMs: number, ptsMs: number, offset: number, size: number, isKeyframe: boolean): void {
    this.frameCount++;
    if (this.name === 'video') this.sequenceHeaders.frame(isKeyframe);
    this.gate.push(dtsMs, ptsMs, offset, size, isKeyframe);
  }

  /** All tags have come. */
  finish(): void {
    this.gate.finish();
    this.sequenceHeaders.finish();
  }

  private passed(timestampMs: number, offset: number): void {
    const lastMs = this.lastFrameMs;
    this.firstFrameMs ??= timestampMs;
    this.lastFrameMs = timestampMs;
    this.latestFrameMs = Math.max(this.latestFrameMs ?? timestampMs, timestampMs);
    if (lastMs === null) return;
    this.gaps.push(timestampMs - lastMs);
    if (timestampMs < lastMs) {
      const message = `The ${this.name} timestamp goes back from ${lastMs} to ${timestampMs} ms.`;
      this.findings.add('timestamp_backwards', 'warn', offset, message);
    } else if (timestampMs - lastMs > longGapMs) {
      const message = `The ${this.name} timestamp leaps from ${lastMs} to ${timestampMs} ms.`;
      this.findings.add('timestamp_leap', 'info', offset, message);
    }
  }

  private forget(): void {
    const message = `The ${this.name} begins at ${this.firstFrameMs} ms, far from all that follows: its first frames count for nothing.`;
    this.findings.add('timestamp_stray', 'warn', null, message);
    this.firstFrameMs = null;
    this.latestFrameMs = null;
    this.lastFrameMs = null;
    this.gaps.clear();
    this.listener.forget();
  }

  private reportStray({ dtsMs, offset }: PlacedFrame, lastMs: number | null): void {
    const message = `The ${this.name} timestamp is ${dtsMs} ms, far from the frames around it (${lastMs} ms before): it counts for nothing.`;
    this.findings.add('timestamp_stray', 'warn', offset, message);
  }
}
