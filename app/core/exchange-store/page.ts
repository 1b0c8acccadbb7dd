/**
 * Sizes of what about thirty exchanges share: little enough that a few exchanges in memory take
 * little memory.
 */
const USUAL_NUMBERS = 2 * 1024;
const USUAL_BYTES = 48 * 1024;
/** UTF-8 needs no more for one UTF-16 unit. */
const MAX_BYTES_PER_UNIT = 3;

/** Numbers and text of exchanges, one after the other. */
export class Page {
  readonly numbers: Float64Array;
  /** UTF-8. */
  readonly text: Buffer;
  numberCount = 0;
  textBytes = 0;
  /** How many of its exchanges are still kept. */
  keptCount = 0;

  /**
   * @param numberCount what it must have room for
   * @param textLength likewise, in UTF-16 units
   */
  constructor(numberCount = 0, textLength = 0) {
    this.numbers = new Float64Array(Math.max(USUAL_NUMBERS, numberCount));
    this.text = Buffer.allocUnsafeSlow(Math.max(USUAL_BYTES, textLength * MAX_BYTES_PER_UNIT));
  }

  /** A larger one was made for one large exchange. */
  get isOfUsualSize(): boolean {
    return this.numbers.length === USUAL_NUMBERS && this.text.length === USUAL_BYTES;
  }

  hasRoomForNumbers(count: number): boolean {
    return this.numberCount + count <= this.numbers.length;
  }

  /** @param length in UTF-16 units */
  hasRoomForText(length: number): boolean {
    return this.textBytes + length * MAX_BYTES_PER_UNIT <= this.text.length;
  }

  hasRoomFor(numberCount: number, textLength: number): boolean {
    return this.hasRoomForNumbers(numberCount) && this.hasRoomForText(textLength);
  }

  /** @returns where its bytes begin */
  addText(text: string): number {
    const from = this.textBytes;
    this.textBytes += this.text.write(text, from);
    return from;
  }

  /** Makes it like new. */
  clear(): void {
    this.numberCount = 0;
    this.textBytes = 0;
  }
}
