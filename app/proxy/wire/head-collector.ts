const CR = 0x0d;
const LF = 0x0a;
const TAB = 0x09;
const SPACE = 0x20;
const DEL = 0x7f;
const NOTHING = Buffer.alloc(0);
const END_OF_HEAD = '\r\n\r\n';

/** What came of the bytes so far. `rest` is what follows the head in the same bytes. */
export type Collected =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'malformed'; readonly detail: string }
  | { readonly kind: 'head'; readonly head: string; readonly rest: Buffer };

const INCOMPLETE: Collected = { kind: 'incomplete' };
const TOO_LARGE: Collected = { kind: 'too_large' };

/**
 * Collects a head, however it is cut into reads, as the exact bytes of the wire (one latin1
 * character per byte). Keeps no reference to the bytes that it is given.
 *
 * What can never become a head (a bare LF, a control character) is found as soon as it comes, so
 * that a TLS hello or a bare-LF client gets its answer at once and not after the time-out.
 */
export class HeadCollector {
  readonly #limit: number;
  #partial: Buffer = NOTHING;
  #length = 0;

  /** @param limit largest head taken, bytes, blank line included */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** True while some, but not all, of a head has come. */
  get isStarted(): boolean {
    return this.#length > 0;
  }

  push(bytes: Buffer): Collected {
    return this.#length === 0 ? this.#fromWhole(bytes) : this.#fromParts(bytes);
  }

  #fromWhole(bytes: Buffer): Collected {
    const end = bytes.indexOf(END_OF_HEAD);
    if (end >= 0) return this.#found(bytes, end, bytes.subarray(end + 4));
    return this.#keep(bytes);
  }

  #fromParts(bytes: Buffer): Collected {
    // The blank line may straddle the seam: look at the last three old bytes again.
    const from = Math.max(0, this.#length - 3);
    const before = this.#length;
    const room = this.#limit + 4 - before;
    this.#append(bytes.subarray(0, room));
    const end = this.#partial.subarray(0, this.#length).indexOf(END_OF_HEAD, from);
    if (end < 0) return this.#verdict(before);
    const rest = bytes.subarray(end + 4 - before);
    const found = this.#found(this.#partial, end, rest);
    this.#length = 0;
    return found;
  }

  #found(bytes: Buffer, end: number, rest: Buffer): Collected {
    if (end + 4 > this.#limit) return TOO_LARGE;
    return { kind: 'head', head: bytes.toString('latin1', 0, end + 4), rest };
  }

  #keep(bytes: Buffer): Collected {
    this.#append(bytes.subarray(0, this.#limit + 1));
    return this.#verdict(0);
  }

  #append(bytes: Buffer): void {
    const needed = this.#length + bytes.length;
    if (needed > this.#partial.length) {
      const larger = Buffer.alloc(Math.max(needed, 2 * this.#partial.length, 512));
      this.#partial.copy(larger, 0, 0, this.#length);
      this.#partial = larger;
    }
    bytes.copy(this.#partial, this.#length);
    this.#length = needed;
  }

  #verdict(from: number): Collected {
    if (this.#length > this.#limit) return TOO_LARGE;
    for (let i = from; i < this.#length; i++) {
      const byte = this.#partial[i] ?? 0;
      if (byte === LF) {
        if (i === 0 || this.#partial[i - 1] !== CR)
          return malformed('a line that ends in a bare LF');
      } else if ((byte < SPACE && byte !== CR && byte !== TAB) || byte === DEL) {
        return malformed('a control character in the head');
      }
    }
    return INCOMPLETE;
  }
}

function malformed(detail: string): Collected {
  return { kind: 'malformed', detail };
}
