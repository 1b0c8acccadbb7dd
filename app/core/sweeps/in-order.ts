/** So many values may wait for an earlier one that takes long. */
const WINDOW = 256;

/** Hands on values in the order of their tickets, whichever is there first. */
export interface InOrder<T> {
  /** Waits until there is room behind the earliest ticket that is still out. */
  ticket(): Promise<number>;
  /** @param value null: nothing comes of that ticket */
  put(ticket: number, value: T | null): void;
  /** Resolves when all that was put has been handed on. @throws what handing on threw */
  settled(): Promise<void>;
}

/** @param handOn awaited for one value after the other */
export function createInOrder<T>(handOn: (value: T) => void | Promise<void>): InOrder<T> {
  const waiting = new Map<number, T | null>();
  let taken = 0;
  let next = 0;
  let running: Promise<void> | null = null;
  let failure: unknown = null;
  let onRoom: (() => void)[] = [];
  const run = async () => {
    for (let value = waiting.get(next); value !== undefined; value = waiting.get(next)) {
      waiting.delete(next);
      next += 1;
      if (value !== null && failure === null) await handOn(value);
      const told = onRoom;
      onRoom = [];
      for (const tell of told) tell();
    }
  };
  const start = () => {
    running ??= run()
      .catch((cause: unknown) => {
        failure ??= cause;
      })
      .finally(() => {
        running = null;
        if (waiting.has(next)) start();
      });
  };
  return {
    async ticket() {
      while (taken - next >= WINDOW) await new Promise<void>((resolve) => onRoom.push(resolve));
      if (failure !== null) throw failure;
      taken += 1;
      return taken - 1;
    },
    put(ticket, value) {
      waiting.set(ticket, value);
      if (ticket === next) start();
    },
    async settled() {
      while (running !== null) await running;
      if (failure !== null) throw failure;
    },
  };
}
