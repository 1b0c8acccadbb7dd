/**
 * Timestamps of the media tags of one file without their 32-bit limit. Each timestamp is taken
 * to be the one nearest to its predecessor, so a clock that runs past 2^31 or 2^32 ms goes on.
 */
export class MediaClock {
  private lastMs: number | null = null;

  /** @param timestampMs SI32, as in the tag header; the first one is taken as it is */
  next(timestampMs: number): number {
    const lastMs = this.lastMs;
    const nowMs = lastMs === null ? timestampMs : lastMs + ((timestampMs - lastMs) | 0);
    this.lastMs = nowMs;
    return nowMs;
  }
}
