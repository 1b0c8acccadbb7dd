import { isPacked, type Row } from './row.ts';

/** Numbers of rows by the ids of what they hold. */
export class KnownIds {
  /** By the seek id that ties a seek and its exchanges. */
  readonly bySeek = new Map<string, number>();
  /** By the id of an exchange that runs. */
  readonly byExchange = new Map<string, number>();
  /** Exchanges that had to go while they ran: what becomes of them is not taken in any more. */
  readonly #forgotten = new Set<string>();

  isForgotten(exchangeId: string, isOver: boolean): boolean {
    if (this.#forgotten.size === 0 || !this.#forgotten.has(exchangeId)) return false;
    if (isOver) this.#forgotten.delete(exchangeId);
    return true;
  }

  /** The row goes. */
  forget({ number, seekId, exchanges }: Row): void {
    if (seekId !== null && this.bySeek.get(seekId) === number) this.bySeek.delete(seekId);
    for (const held of exchanges) {
      if (isPacked(held)) continue;
      this.byExchange.delete(held.id);
      this.#forgotten.add(held.id);
    }
  }
}
