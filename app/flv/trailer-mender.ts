import { previousTagSizeLength, tagHeaderLength } from './tag-header.ts';

/** DataSize stands in the second to fourth byte of a tag header (FLV specification, E.4.1). */
const sizeEnd = 4;

/** Writes the right PreviousTagSize after each tag of a run, however the run is cut into pieces. */
export class TrailerMender {
  /** Bytes of the tag so far. */
  private seen = 0;
  private dataSize = 0;

  /** @param bytes the next of the run, which begins at a tag; changed in place */
  mend(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const tagSize = tagHeaderLength + this.dataSize;
      if (this.seen < sizeEnd) {
        if (this.seen > 0) this.dataSize = this.dataSize * 256 + (bytes[at] ?? 0);
        at += 1;
        this.seen += 1;
      } else if (this.seen < tagSize) {
        const step = Math.min(tagSize - this.seen, bytes.length - at);
        at += step;
        this.seen += step;
      } else {
        const place = this.seen - tagSize;
        bytes[at] = (tagSize >>> (8 * (previousTagSizeLength - 1 - place))) & 0xff;
        at += 1;
        this.seen += 1;
        if (place === previousTagSizeLength - 1) this.begin();
      }
    }
  }

  private begin(): void {
    this.seen = 0;
    this.dataSize = 0;
  }
}
