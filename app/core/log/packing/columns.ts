import type { PackReader, PackWriter } from './pack-values.ts';

/** How one kind of value is packed, and unpacked. */
export interface Column<T> {
  readonly write: (to: PackWriter, value: T) => void;
  readonly read: (from: PackReader) => T;
}

export const number: Column<number> = {
  write: (to, value) => to.number(value),
  read: (from) => from.number(),
};

export const numberOrNull: Column<number | null> = {
  write: (to, value) => to.numberOrNull(value),
  read: (from) => from.numberOrNull(),
};

export const flag: Column<boolean> = {
  write: (to, value) => to.number(value ? 1 : 0),
  read: (from) => from.number() === 1,
};

export const text: Column<string> = {
  write: (to, value) => to.text(value),
  read: (from) => from.text(),
};

export const textOrNull: Column<string | null> = {
  write: (to, value) => to.textOrNull(value),
  read: (from) => from.textOrNull(),
};

/** @param choices of which the number is an index */
export function oneOf<T>(choices: readonly T[]): Column<T> {
  return {
    write: (to, value) => to.number(choices.indexOf(value)),
    read(from) {
      const index = from.number();
      const choice = choices[index];
      if (choice === undefined) throw new RangeError(`no choice ${index}`);
      return choice;
    },
  };
}

/** Anything that JSON can say; for what is rare, or has a form of its own each time. */
export function json<T>(): Column<T> {
  return {
    write: (to, value) => to.textOrNull(value === null ? null : JSON.stringify(value)),
    read: (from) => JSON.parse(from.textOrNull() ?? 'null') as T,
  };
}

export function list<T>(column: Column<T>): Column<T[]> {
  return {
    write(to, values) {
      to.number(values.length);
      for (let i = 0; i < values.length; i += 1) column.write(to, values[i] as T);
    },
    read: (from) => Array.from({ length: from.number() }, () => column.read(from)),
  };
}

/** A column for each field: one that lacks does not compile. */
export function record<T extends object>(columns: { [K in keyof T]-?: Column<T[K]> }): Column<T> {
  const fields = Object.entries(columns) as [keyof T, Column<unknown>][];
  const keys = fields.map(([key]) => key);
  const writers = fields.map(([, column]) => column.write);
  return {
    write(to, value) {
      // By index: no iterator for each field of each hop.
      for (let i = 0; i < keys.length; i += 1) writers[i]?.(to, value[keys[i] as keyof T]);
    },
    read(from) {
      const value: Partial<Record<keyof T, unknown>> = {};
      for (const [key, column] of fields) value[key] = column.read(from);
      return value as T;
    },
  };
}
