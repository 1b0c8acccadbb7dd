/** Neighbours of two tracks further apart than this ask players for long buffers, ms. */
const apartMs = 1000;

/** So many frames of one track must stay away from the other: where both clocks leap, one is first. */
const minFrames = 5;

/** A place where frames of both tracks stand side by side in the file, but not in time. */
export interface TracksApart {
  offset: number;
  videoMs: number;
  audioMs: number;
}

/** Finds the first place where two tracks part. */
export class TrackDistance {
  /** Null while they are together. */
  found: TracksApart | null = null;
  private candidate: TracksApart | null = null;
  private frames = 0;

  /** A frame has come. Times are those of the last frame of each track; null before the first. */
  push(videoMs: number | null, audioMs: number | null, offset: number): void {
    if (this.found !== null || videoMs === null || audioMs === null) return;
    if (Math.abs(videoMs - audioMs) < apartMs) {
      this.candidate = null;
      this.frames = 0;
      return;
    }
    this.candidate ??= { offset, videoMs, audioMs };
    if (++this.frames >= minFrames) this.found = this.candidate;
  }
}
