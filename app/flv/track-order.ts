import { audioTagType, videoTagType } from './tag-header.ts';

/** A decode time before that of the tag of the same track in front of it. */
export interface TimeStep {
  offset: number;
  timestampMs: number;
  beforeMs: number;
}

/** A frame behind later ones of the other track. */
export interface Lateness {
  offset: number;
  lateMs: number;
}

/** What counts on from below after 24 days (SI32) is neither a step back nor late. */
const WRAP_MS = 2 ** 31;

/** Follows the decode times of a stream's frames, in the order in which they come. */
export class TrackOrder {
  /** The first step back within a track. */
  disorder: TimeStep | null = null;
  /** The frame that comes the longest after later ones of the other track; 0 ms: none does. */
  lateness: Lateness = { offset: 0, lateMs: 0 };
  readonly #lastMs: Record<number, number> = {};

  add({ type, timestampMs, offset }: { type: number; timestampMs: number; offset: number }): void {
    const beforeMs = this.#lastMs[type] ?? timestampMs;
    const isBack = timestampMs < beforeMs && beforeMs - timestampMs <= WRAP_MS;
    if (isBack) this.disorder ??= { offset, timestampMs, beforeMs };
    this.#lastMs[type] = timestampMs;
    const otherMs = this.#lastMs[type === videoTagType ? audioTagType : videoTagType];
    const lateMs = (otherMs ?? timestampMs) - timestampMs;
    if (lateMs > this.lateness.lateMs && lateMs < WRAP_MS) this.lateness = { offset, lateMs };
  }
}
