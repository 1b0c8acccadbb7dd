import { RowIndexes } from './row-indexes.ts';

/** What was cleared: out of sight, and to be had back until it is dropped. Rows are told apart by when they ended. */
export class ClearedRows {
  /** Of what was cleared last. */
  indexes = new RowIndexes();
  /** What ended up to here, in the order of ending, is out of sight. */
  #end = 0;
  #droppedEnd = 0;

  /** What ended up to here cannot be had back any more. */
  get droppedEnd(): number {
    return this.#droppedEnd;
  }

  /** @param end when the row ended; 0 while it runs */
  has(end: number): boolean {
    return end > 0 && end <= this.#end;
  }

  isDropped(end: number): boolean {
    return end > 0 && end <= this.#droppedEnd;
  }

  /** Drops what was cleared before, and takes what ended up to that. */
  take(indexes: RowIndexes, end: number): void {
    this.drop();
    this.indexes = indexes;
    this.#end = end;
  }

  /** @returns what is in sight again */
  giveBack(): RowIndexes {
    const { indexes } = this;
    this.indexes = new RowIndexes();
    this.#end = this.#droppedEnd;
    return indexes;
  }

  drop(): void {
    this.indexes = new RowIndexes();
    this.#droppedEnd = this.#end;
  }
}
