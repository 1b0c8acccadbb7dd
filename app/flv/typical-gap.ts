/** Gaps below this are counted to the ms; the rest are rare, and kept as they are. */
const countedBelowMs = 4096;

/** Long gaps beyond this are not kept: they are pauses, or slides, and the first tell as much. */
const maxLongGaps = 4096;

/** The median of the gaps between neighbours: a pause or a wrong timestamp does not move it. */
export class TypicalGap {
  private count = 0;
  private readonly counts = new Uint32Array(countedBelowMs);
  private readonly longGaps: number[] = [];

  /** @param gapMs neighbours that go back in time are left out */
  push(gapMs: number): void {
    if (gapMs < 0) return;
    if (gapMs < countedBelowMs)
      this.counts[Math.round(gapMs)] = (this.counts[Math.round(gapMs)] ?? 0) + 1;
    else if (this.longGaps.length < maxLongGaps) this.longGaps.push(gapMs);
    else return;
    this.count++;
  }

  clear(): void {
    this.count = 0;
    this.counts.fill(0);
    this.longGaps.length = 0;
  }

  /** ms; null without any. */
  median(): number | null {
    if (this.count === 0) return null;
    let left = this.count >> 1;
    for (let gapMs = 0; gapMs < countedBelowMs; gapMs++) {
      left -= this.counts[gapMs] ?? 0;
      if (left < 0) return gapMs;
    }
    return this.longGaps.toSorted((a, b) => a - b)[left] ?? null;
  }
}
