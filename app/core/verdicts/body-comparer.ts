import type { Comparison } from '../../checks/evidence.ts';
import type { OpenedVideo } from '../library/opened-video.ts';
import { FileAhead } from './file-ahead.ts';

/** Bytes of bodies that wait to be compared, of all exchanges together. */
const WAITING_BYTES = 32 * 1024 * 1024;
/** Of one exchange. */
const WAITING_BYTES_EACH = 4 * 1024 * 1024;

let waitingOfAll = 0;

/** Where in a body the file begins, and with which of its bytes. */
export interface ComparedFrom {
  prefixBytes: number;
  from: number;
}

/**
 * Holds a body against a file while it goes by. What cannot be compared at once is copied and waits; when
 * too much waits, comparing ends there.
 */
export class BodyComparer {
  comparison: Comparison = { kind: 'equal', bytes: 0, isWhole: false, isLate: false };
  readonly #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** Offset in the body of the first byte that waits, or comes next. */
  #at = 0;
  #start: ComparedFrom | null = null;
  #file: FileAhead | null = null;
  #isDone = false;
  #isEnded = false;
  #onSettled: () => void = () => {};
  /** Resolves when all that came has been compared, after the end. */
  readonly settled = new Promise<void>((resolve) => {
    this.#onSettled = resolve;
  });

  /** Where the file's bytes begin is known now; what waits is compared. */
  begin(video: Pick<OpenedVideo, 'source' | 'sizeBytes'>, start: ComparedFrom): void {
    if (this.#isDone || this.#file) return;
    this.#start = start;
    this.#file = new FileAhead(video, start.from, () => this.#goOn());
    this.#goOn();
  }

  /** There is nothing to compare with. @param why one sentence */
  giveUp(why: string): void {
    this.#finish({ kind: 'none', why });
  }

  /** @param bytes another's as soon as this returns */
  push(bytes: Buffer): void {
    if (this.#isDone) return;
    const compared = this.#waitingBytes === 0 ? this.#compare(bytes) : 0;
    if (this.#isDone || compared === bytes.length) return;
    const left = bytes.length - compared;
    const isFull =
      this.#waitingBytes + left > WAITING_BYTES_EACH || waitingOfAll + left > WAITING_BYTES;
    if (isFull) {
      this.#finish({ ...this.#equal(), isLate: true });
      return;
    }
    this.#waiting.push(Buffer.from(bytes.subarray(compared)));
    this.#wait(left);
  }

  /** The body has ended. */
  end(): void {
    this.#isEnded = true;
    this.#goOn();
  }

  #wait(bytes: number): void {
    this.#waitingBytes += bytes;
    waitingOfAll += bytes;
  }

  #goOn(): void {
    if (this.#file?.failure) {
      this.giveUp('The file could not be read to compare with it.');
      return;
    }
    for (let [first] = this.#waiting; first && !this.#isDone; [first] = this.#waiting) {
      const compared = this.#compare(first);
      if (this.#isDone) return;
      this.#wait(-compared);
      if (compared < first.length) {
        this.#waiting[0] = first.subarray(compared);
        break;
      }
      this.#waiting.shift();
    }
    if (this.#isEnded && this.#waiting.length === 0) this.#finish(this.#equal());
  }

  /** @returns how many bytes are done with */
  #compare(bytes: Buffer): number {
    const file = this.#file;
    const start = this.#start;
    if (file === null || start === null) return 0;
    const skipped = Math.min(bytes.length, Math.max(0, start.prefixBytes - this.#at));
    this.#at += skipped;
    if (skipped === bytes.length) return skipped;
    const { equal, isDifferent } = file.take(bytes, skipped);
    this.#at += equal;
    const compared = skipped + equal;
    if (isDifferent || (compared < bytes.length && file.isAtEnd)) {
      this.#finish({
        kind: 'differs',
        offset: this.#at,
        fileOffset: file.at,
        seen: bytes[compared] ?? 0,
        expected: file.nextByte(),
      });
      return compared;
    }
    this.comparison = this.#equal();
    return compared;
  }

  #equal(): Extract<Comparison, { kind: 'equal' }> {
    const bytes = this.#file && this.#start ? this.#file.at - this.#start.from : 0;
    return { kind: 'equal', bytes, isWhole: this.#file?.isAtEnd ?? false, isLate: false };
  }

  #finish(comparison: Comparison): void {
    if (this.#isDone) return;
    this.#isDone = true;
    this.comparison = comparison;
    this.#wait(-this.#waitingBytes);
    this.#waiting.length = 0;
    this.#file?.end();
    this.#onSettled();
  }
}
