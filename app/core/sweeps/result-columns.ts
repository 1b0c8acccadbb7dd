import { badnessOf } from '../../checks/verdict.ts';
import { checkCode, checkOutcome } from '../../contract/check.ts';
import type { SweepResult } from '../../contract/sweep.ts';
import type { ResultColumn, ResultFilter, ResultSort } from '../../contract/sweep-run.ts';

const outcomes = checkOutcome.options;
/** What is not known stands behind all that is. */
const UNKNOWN = Number.NaN;

type Column = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/**
 * What results are filtered, sorted and drawn by: a few numbers of each, so that a hundred thousand need
 * no more than some megabytes.
 */
export class ResultColumns {
  #count = 0;
  #numbers = new Uint32Array(256);
  #videos = new Uint16Array(256);
  #targets = new Uint16Array(256);
  #verdicts = new Uint8Array(256);
  /** Places in the list of all checks, and 1; 0: none. */
  #checks = new Uint8Array(256);
  #places = new Float64Array(256);
  #firstBytes = new Float32Array(256);
  /** Where each one's line begins. */
  #begins = new Float64Array(256);
  #ends = new Float64Array(256);
  #isInOrder = true;

  get count(): number {
    return this.#count;
  }

  /** Did they come in the order of their numbers? */
  get isInOrder(): boolean {
    return this.#isInOrder;
  }

  add(result: SweepResult, from: number, to: number): void {
    const at = this.#count;
    if (at === this.#numbers.length) this.#grow();
    const { number, video, target, verdict, seek } = result;
    if (at > 0 && number <= (this.#numbers[at - 1] ?? 0)) this.#isInOrder = false;
    this.#numbers[at] = number;
    this.#videos[at] = video;
    this.#targets[at] = target;
    this.#verdicts[at] = outcomes.indexOf(verdict.result);
    this.#checks[at] = verdict.code === null ? 0 : checkCode.options.indexOf(verdict.code) + 1;
    this.#places[at] = placeOf(result) ?? UNKNOWN;
    this.#firstBytes[at] = seek.firstByteMs ?? UNKNOWN;
    this.#begins[at] = from;
    this.#ends[at] = to;
    this.#count += 1;
  }

  #grow(): void {
    const twice = <C extends Column>(column: C): C => {
      const next = new (column.constructor as new (length: number) => C)(column.length * 2);
      next.set(column);
      return next;
    };
    this.#numbers = twice(this.#numbers);
    this.#videos = twice(this.#videos);
    this.#targets = twice(this.#targets);
    this.#verdicts = twice(this.#verdicts);
    this.#checks = twice(this.#checks);
    this.#places = twice(this.#places);
    this.#firstBytes = twice(this.#firstBytes);
    this.#begins = twice(this.#begins);
    this.#ends = twice(this.#ends);
  }

  numberAt(at: number): number {
    return this.#numbers[at] ?? 0;
  }

  verdictAt(at: number) {
    return outcomes[this.#verdicts[at] ?? 0] ?? 'skip';
  }

  placeAt(at: number): number {
    return this.#places[at] ?? UNKNOWN;
  }

  firstByteAt(at: number): number {
    return this.#firstBytes[at] ?? UNKNOWN;
  }

  /** Where its line stands. */
  lineAt(at: number): { from: number; to: number } {
    return { from: this.#begins[at] ?? 0, to: this.#ends[at] ?? 0 };
  }

  /** Where the one of that number is; -1: nowhere. */
  find(number: number): number {
    if (!this.#isInOrder) return this.#numbers.subarray(0, this.#count).indexOf(number);
    let from = 0;
    let to = this.#count;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#numbers[middle] ?? 0) < number) from = middle + 1;
      else to = middle;
    }
    return this.#numbers[from] === number && from < this.#count ? from : -1;
  }

  /** Where those are that fit, in the order that is wanted; without one in that of their numbers. */
  select(filter: ResultFilter, sort: ResultSort | null): Uint32Array {
    const fits = this.#fitting(filter);
    const found = new Uint32Array(this.#count);
    let length = 0;
    for (let at = 0; at < this.#count; at += 1) {
      if (fits(at)) {
        found[length] = at;
        length += 1;
      }
    }
    const fitting = found.slice(0, length);
    if (sort === null && this.#isInOrder) return fitting;
    return this.#sorted(fitting, sort ?? { by: 'number', isDescending: false });
  }

  #fitting({ verdict, video, target, code, place }: ResultFilter): (at: number) => boolean {
    const wanted = verdict === null ? -1 : outcomes.indexOf(verdict);
    const check = code === null ? -1 : checkCode.options.indexOf(code) + 1;
    return (at) =>
      (wanted < 0 || this.#verdicts[at] === wanted) &&
      (video === null || this.#videos[at] === video) &&
      (target === null || this.#targets[at] === target) &&
      (check < 0 || this.#checks[at] === check) &&
      (place === null || (this.placeAt(at) >= place.from && this.placeAt(at) < place.to));
  }

  /** Those that are alike stand by their numbers, what is not known at the end. */
  #sorted(places: Uint32Array, { by, isDescending }: ResultSort): Uint32Array {
    const key = this.#keyOf(by);
    const sign = isDescending ? -1 : 1;
    return places.sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      const order =
        Number.isNaN(x) || Number.isNaN(y) ? +Number.isNaN(x) - +Number.isNaN(y) : sign * (x - y);
      return order || this.numberAt(a) - this.numberAt(b);
    });
  }

  #keyOf(by: ResultColumn): (at: number) => number {
    switch (by) {
      case 'number':
        return (at) => this.numberAt(at);
      case 'video':
        return (at) => this.#videos[at] ?? 0;
      case 'target':
        return (at) => this.#targets[at] ?? 0;
      case 'place':
        return (at) => this.placeAt(at);
      case 'verdict':
        return (at) => badnessOf(this.verdictAt(at));
      case 'check':
        return (at) => this.#checks[at] || UNKNOWN;
      case 'firstByte':
        return (at) => this.firstByteAt(at);
    }
  }
}

/** The byte that was asked for; null where what was asked for is none of the file. */
function placeOf({ ask, seek }: SweepResult): number | null {
  if (ask.kind === 'start' && !/^\d+$/.test(ask.text ?? '0')) return null;
  return seek.requestedOffset ?? (ask.kind === 'offset' ? ask.offset : null);
}
