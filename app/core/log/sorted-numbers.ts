const LEAST_ROOM = 64;

/**
 * Ascending numbers, each once, that are found by place. New ones mostly go to the end and old
 * ones mostly leave near the beginning; both cost little there, and elsewhere the shorter side is
 * moved.
 */
export class SortedNumbers {
  #numbers = new Float64Array(LEAST_ROOM);
  #from = 0;
  #to = 0;

  get length(): number {
    return this.#to - this.#from;
  }

  /** @returns undefined where there is none */
  at(place: number): number | undefined {
    return place < 0 || place >= this.length ? undefined : this.#numbers[this.#from + place];
  }

  slice(from: number, to: number): Float64Array {
    const end = Math.min(this.#from + to, this.#to);
    return this.#numbers.slice(this.#from + from, Math.max(end, this.#from + from));
  }

  /** The place of a number, or the one that it would have. */
  placeOf(number: number): number {
    // Most are the newest, or newer.
    const { length } = this;
    const last = this.at(length - 1);
    if (last === undefined || last < number) return length;
    let low = this.#from;
    let high = this.#to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#read(middle) < number) low = middle + 1;
      else high = middle;
    }
    return low - this.#from;
  }

  has(number: number): boolean {
    return this.at(this.placeOf(number)) === number;
  }

  add(number: number): void {
    const place = this.placeOf(number);
    if (this.at(place) === number) return;
    if (this.#to === this.#numbers.length) this.#makeRoom();
    const at = this.#from + place;
    if (this.#from > 0 && place < this.length / 2) {
      this.#numbers.copyWithin(this.#from - 1, this.#from, at);
      this.#from -= 1;
      this.#numbers[at - 1] = number;
    } else {
      this.#numbers.copyWithin(at + 1, at, this.#to);
      this.#to += 1;
      this.#numbers[at] = number;
    }
  }

  remove(number: number): void {
    const first = this.at(0);
    if (first === undefined || number < first) return;
    if (number === first) {
      this.#from += 1;
      return;
    }
    const place = this.placeOf(number);
    if (this.at(place) !== number) return;
    const at = this.#from + place;
    if (place < this.length / 2) {
      this.#numbers.copyWithin(this.#from + 1, this.#from, at);
      this.#from += 1;
    } else {
      this.#numbers.copyWithin(at, at + 1, this.#to);
      this.#to -= 1;
    }
  }

  /** Takes in others, none of which is here already: run by run, of which there are few. */
  merge(others: SortedNumbers): void {
    const length = this.length + others.length;
    const merged = new Float64Array(Math.max(LEAST_ROOM, length * 2));
    let from: SortedNumbers = this;
    let to = others;
    const at = new Map([
      [from, 0],
      [to, 0],
    ]);
    for (let filled = 0; filled < length; [from, to] = [to, from]) {
      const place = at.get(from) ?? 0;
      const next = to.at(at.get(to) ?? 0);
      const end = next === undefined ? from.length : from.placeOf(next);
      merged.set(from.#numbers.subarray(from.#from + place, from.#from + end), filled);
      filled += end - place;
      at.set(from, end);
    }
    this.#numbers = merged;
    this.#from = 0;
    this.#to = length;
  }

  /** What has left at the beginning is room again; else the array doubles. */
  #makeRoom(): void {
    const { length } = this;
    const isHalfFree = this.#from > this.#numbers.length / 2;
    const target = isHalfFree ? this.#numbers : new Float64Array(this.#numbers.length * 2);
    target.set(this.#numbers.subarray(this.#from, this.#to));
    this.#numbers = target;
    this.#from = 0;
    this.#to = length;
  }

  #read(at: number): number {
    return this.#numbers[at] ?? Number.POSITIVE_INFINITY;
  }
}
