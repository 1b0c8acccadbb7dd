import { factsOf, type RowFacts, textOf } from '../../../checks/filter/row-facts.ts';
import type { LogRow } from '../../../contract/log.ts';
import { PLACES } from '../row-table.ts';

type KeyOf<V> = { [K in keyof RowFacts]: RowFacts[K] extends V ? K : never }[keyof RowFacts];
export type NumberFact = KeyOf<number>;
export type TextFact = KeyOf<string>;

const numberFacts = [
  'badness',
  'askedMs',
  'askedOffset',
  'askedKeyframe',
  'landedMs',
  'playedMs',
  'errorMs',
  'pictureMs',
  'firstByteMs',
  'status',
  'start',
] as const satisfies readonly NumberFact[];
const flagFacts = ['isSeek', 'isProblem', 'isRunning', 'isReplaced', 'isRaw', 'isPinned'] as const;
const textFacts = [
  'result',
  'target',
  'video',
  'client',
  'source',
  'check',
  'note',
  'mark',
  'colour',
] as const satisfies readonly TextFact[];

/** More different texts than rows: most of them belong to rows that are gone. */
const MAX_TEXTS = 2 * PLACES;

/**
 * What rows are filtered and sorted by, in arrays of numbers: as objects, a hundred thousand of them would be marked
 * again and again. A row's facts are read when they are first asked for, and again after it has changed.
 */
export class FactTable {
  readonly #readRow: (number: number) => LogRow | null;
  /** Whose facts stand at a place; 0 when nobody's. */
  readonly #numbers = new Float64Array(PLACES);
  readonly #values = numberFacts.map(() => new Float64Array(PLACES));
  readonly #flags = new Uint8Array(PLACES);
  /** Indexes into `#words`. */
  readonly #wordsAt = textFacts.map(() => new Uint32Array(PLACES));
  #words: string[] = [''];
  #wordIndexes = new Map<string, number>([['', 0]]);
  readonly #searched: (string | undefined)[] = [];
  /** Counts how often all was forgotten: what was sorted by it is in no order any more. */
  generation = 0;
  /** Whose facts are read now. */
  #shown = 0;
  readonly #facts: RowFacts;

  /** @param readRow null when there is no such row any more */
  constructor(readRow: (number: number) => LogRow | null) {
    this.#readRow = readRow;
    this.#facts = this.#makeFacts();
  }

  /** The facts of a row, until another one's are asked for; null when it is gone. */
  of(number: number): RowFacts | null {
    if (!this.isKnown(number) && !this.#read(number)) return null;
    this.#shown = number;
    return this.#facts;
  }

  isKnown(number: number): boolean {
    return this.#numbers[number % PLACES] === number;
  }

  /** What text is looked for in. */
  textOf(number: number): string {
    const place = number % PLACES;
    const known = this.isKnown(number) ? this.#searched[place] : undefined;
    if (known !== undefined) return known;
    const row = this.#readRow(number);
    const text = row === null ? '' : textOf(row);
    this.#searched[place] = text;
    return text;
  }

  /** Reads a number of a known row. */
  numberAt(fact: NumberFact, number: number): number {
    if (fact === 'number') return number;
    const column = this.#values[numberFacts.indexOf(fact as (typeof numberFacts)[number])];
    return column?.[number % PLACES] ?? Number.NaN;
  }

  isProblem(number: number): boolean {
    return ((this.#flags[number % PLACES] ?? 0) & (1 << flagFacts.indexOf('isProblem'))) !== 0;
  }

  textAt(fact: TextFact, number: number): string {
    const column = this.#wordsAt[textFacts.indexOf(fact as (typeof textFacts)[number])];
    return this.#words[column?.[number % PLACES] ?? 0] ?? '';
  }

  /** The row has changed, or is gone. */
  forget(number: number): void {
    const place = number % PLACES;
    if (this.#numbers[place] !== number) return;
    this.#numbers[place] = 0;
    this.#searched[place] = undefined;
  }

  forgetAll(): void {
    this.generation += 1;
    this.#numbers.fill(0);
    this.#searched.length = 0;
    this.#words = [''];
    this.#wordIndexes = new Map([['', 0]]);
  }

  /** One object for all rows, of which only what a filter asks for is read. */
  #makeFacts(): RowFacts {
    const facts = {};
    const define = (fact: keyof RowFacts, get: () => unknown) =>
      Object.defineProperty(facts, fact, { get, enumerable: true });
    define('number', () => this.#shown);
    numberFacts.forEach((fact, i) => {
      const column = this.#values[i];
      define(fact, () => column?.[this.#shown % PLACES]);
    });
    flagFacts.forEach((fact, i) => {
      define(fact, () => ((this.#flags[this.#shown % PLACES] ?? 0) & (1 << i)) !== 0);
    });
    textFacts.forEach((fact, i) => {
      const column = this.#wordsAt[i];
      define(fact, () => this.#words[column?.[this.#shown % PLACES] ?? 0]);
    });
    return facts as RowFacts;
  }

  #read(number: number): boolean {
    const row = this.#readRow(number);
    if (row === null) return false;
    if (this.#words.length > MAX_TEXTS) this.forgetAll();
    const place = number % PLACES;
    const facts = factsOf(row);
    numberFacts.forEach((fact, i) => {
      const column = this.#values[i];
      if (column) column[place] = facts[fact];
    });
    textFacts.forEach((fact, i) => {
      const column = this.#wordsAt[i];
      if (column) column[place] = this.#indexOf(facts[fact]);
    });
    this.#flags[place] = flagFacts.reduce(
      (flags, fact, i) => flags | (facts[fact] ? 1 << i : 0),
      0,
    );
    this.#searched[place] = undefined;
    this.#numbers[place] = number;
    return true;
  }

  #indexOf(word: string): number {
    const known = this.#wordIndexes.get(word);
    if (known !== undefined) return known;
    const index = this.#words.push(word) - 1;
    this.#wordIndexes.set(word, index);
    return index;
  }
}
