import type { BulkResult } from './bulk.ts';
import type { FirstByteResult } from './first-byte.ts';
import type { SlowClientsResult } from './slow-clients.ts';
import type { SmallSeeksResult } from './small-seeks.ts';
import type { Target, TargetName } from './targets.ts';

/** What each measurement gives, once per round and target. */
export interface Measurements {
  bulk: BulkResult;
  many: BulkResult;
  small: SmallSeeksResult;
  firstByte: FirstByteResult;
  slow200: SlowClientsResult;
  slow1000: SlowClientsResult;
}

export interface Results {
  add<Name extends keyof Measurements>(
    name: Name,
    target: Target,
    result: Measurements[Name],
  ): void;
  /** One figure per round, in order of the rounds. */
  figures<Name extends keyof Measurements>(
    name: Name,
    target: TargetName,
    figure: keyof Measurements[Name],
  ): number[];
}

export function createResults(): Results {
  const rows = new Map<string, unknown[]>();
  const rowOf = (name: string, target: string) => {
    const key = `${name} ${target}`;
    const row = rows.get(key) ?? [];
    rows.set(key, row);
    return row;
  };
  return {
    add: (name, target, result) => {
      rowOf(name, target.name).push(result);
    },
    figures: <Name extends keyof Measurements>(
      name: Name,
      target: TargetName,
      figure: keyof Measurements[Name],
    ) => (rowOf(name, target) as Measurements[Name][]).map((result) => Number(result[figure])),
  };
}
