import { Float64Column } from './float64-column.ts';

/** Frames beyond this are counted but not listed: 11 hours at 25 per second, 8 MB, as much again as JSON. */
export const maxListedFrames = 1_000_000;

/** When the frames of a file are shown. */
export class FrameTimes {
  count = 0;
  /** Of all frames, ms; infinite without any. */
  firstMs = Number.POSITIVE_INFINITY;
  lastMs = Number.NEGATIVE_INFINITY;
  private readonly maxListed: number;
  private readonly listed = new Float64Column();
  private areInOrder = true;

  /** @param isListing false: they are only counted, which spares 8 bytes for each */
  constructor(isListing: boolean) {
    this.maxListed = isListing ? maxListedFrames : 0;
  }

  /** @param presentationMs not shifted by the base */
  push(presentationMs: number): void {
    this.count++;
    if (presentationMs < this.firstMs) this.firstMs = presentationMs;
    if (presentationMs < this.lastMs) this.areInOrder = false;
    else this.lastMs = presentationMs;
    if (this.listed.length < this.maxListed) this.listed.push(presentationMs);
  }

  /** How many were not listed, though they should be. */
  get leftOutCount(): number {
    return this.maxListed === 0 ? 0 : this.count - this.listed.length;
  }

  /** Forgets all. */
  clear(): void {
    this.count = 0;
    this.firstMs = Number.POSITIVE_INFINITY;
    this.lastMs = Number.NEGATIVE_INFINITY;
    this.listed.length = 0;
    this.areInOrder = true;
  }

  /** Those that are listed, ascending. */
  sorted(): Float64Array {
    const times = this.listed.view();
    return this.areInOrder ? times : times.sort();
  }
}
