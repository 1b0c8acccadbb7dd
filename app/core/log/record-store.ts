import type { Column } from './packing/columns.ts';
import { type Deflating, PackedStore } from './packing/packed-store.ts';
import { type Held, isPacked } from './row.ts';

/** What a store of records must know of them. */
export interface RecordKind<T extends object> {
  column: Column<T>;
  isRunning(value: T): boolean;
  /** While it is not packed, about. */
  bytesOf(value: T): number;
}

/** Keeps records as they are while they run, and packed from when they are over. */
export class RecordStore<T extends object> {
  readonly #kind: RecordKind<T>;
  readonly #packed: PackedStore<T>;
  #runningBytes = 0;

  constructor(kind: RecordKind<T>, deflating: Deflating) {
    this.#kind = kind;
    this.#packed = new PackedStore(kind.column, deflating);
  }

  /** Of all that are held. */
  get bytes(): number {
    return this.#packed.bytes + this.#runningBytes;
  }

  /** @param owner the number of the row that it belongs to */
  hold(value: T, owner: number): Held<T> {
    if (!this.#kind.isRunning(value)) return this.#packed.add(value, owner);
    this.#runningBytes += this.#kind.bytesOf(value);
    return value;
  }

  get(held: Held<T>): T {
    return isPacked(held) ? this.#packed.get(held) : held;
  }

  /** Gives back what it took. */
  release(held: Held<T>): void {
    if (isPacked(held)) this.#packed.remove(held);
    else this.#runningBytes -= this.#kind.bytesOf(held);
  }

  close(): void {
    this.#packed.close();
  }
}
