/** A frame of one track, as far as its place in time goes. */
export interface PlacedFrame {
  dtsMs: number;
  ptsMs: number;
  offset: number;
  /** Header and data, bytes. */
  size: number;
  isKeyframe: boolean;
}

/** Whom a gate tells. */
export interface GateListener {
  /** Belongs to the track; in file order. */
  pass(dtsMs: number, ptsMs: number, offset: number, size: number, isKeyframe: boolean): void;
  /** Stands far from the track's other frames, at `lastMs` before it, and counts for nothing. */
  stray(frame: PlacedFrame, lastMs: number | null): void;
  /** All that have passed so far are strays: the track begins anew. */
  forget(): void;
  /** How long a frame of the track lasts as a rule, ms; null while unknown. */
  typicalMs(): number | null;
}

/** Neighbours closer than this belong together, whatever lies between them, ms. */
export const nearMs = 10_000;

/** At most so many strays in a row: more of them are a recording that goes on elsewhere. */
const maxStrays = 10;

/** Strays that nothing follows, or that come first, are this far from the rest at least, ms ... */
const farMs = 300_000;
/** ... and so many times the length of a frame: the pictures of a slide show stand far apart. */
const farFrames = 100;

/**
 * Holds a frame back whose timestamp leaps until those after it tell whether the recording goes on
 * there, or whether a few timestamps are wrong: then they would make hours out of a minute.
 */
export class StrayGate {
  /** Of the last frame that passed, ms. */
  lastMs: number | null = null;
  private passedCount = 0;
  private readonly waiting: PlacedFrame[] = [];
  private readonly listener: GateListener;

  constructor(listener: GateListener) {
    this.listener = listener;
  }

  push(dtsMs: number, ptsMs: number, offset: number, size: number, isKeyframe: boolean): void {
    const { lastMs } = this;
    if (lastMs === null || Math.abs(dtsMs - lastMs) <= nearMs) {
      if (this.waiting.length > 0) this.dropWaiting();
      this.pass(dtsMs, ptsMs, offset, size, isKeyframe);
    } else this.hold({ dtsMs, ptsMs, offset, size, isKeyframe }, lastMs);
  }

  /** Nothing follows: decides on those that are held back. */
  finish(): void {
    const [first] = this.waiting;
    if (first === undefined || this.lastMs === null) return;
    if (this.isFar(first.dtsMs - this.lastMs)) this.dropWaiting();
    else this.passWaiting();
  }

  private hold(frame: PlacedFrame, lastMs: number): void {
    const before = this.waiting.at(-1);
    if (before !== undefined && Math.abs(frame.dtsMs - before.dtsMs) > nearMs) {
      const isBack = Math.abs(frame.dtsMs - lastMs) < Math.abs(frame.dtsMs - before.dtsMs);
      if (isBack) this.dropWaiting();
      else this.passWaiting();
    }
    this.waiting.push(frame);
    if (this.waiting.length > maxStrays) this.passWaiting();
  }

  private passWaiting(): void {
    const frames = this.waiting.splice(0);
    const fallMs = (this.lastMs ?? 0) - (frames[0]?.dtsMs ?? 0);
    if (this.passedCount <= maxStrays && fallMs > 0 && this.isFar(fallMs)) {
      this.listener.forget();
      this.passedCount = 0;
    }
    for (const { dtsMs, ptsMs, offset, size, isKeyframe } of frames) {
      this.pass(dtsMs, ptsMs, offset, size, isKeyframe);
    }
  }

  private dropWaiting(): void {
    for (const frame of this.waiting.splice(0)) this.listener.stray(frame, this.lastMs);
  }

  private isFar(leapMs: number): boolean {
    const typicalMs = this.listener.typicalMs() ?? 0;
    return Math.abs(leapMs) > Math.max(farMs, farFrames * typicalMs);
  }

  private pass(
    dtsMs: number,
    ptsMs: number,
    offset: number,
    size: number,
    isKeyframe: boolean,
  ): void {
    this.lastMs = dtsMs;
    this.passedCount++;
    this.listener.pass(dtsMs, ptsMs, offset, size, isKeyframe);
  }
}
