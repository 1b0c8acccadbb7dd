import type { Connection } from './connection.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { workbenchStore } from './stores.ts';

/** What the page can do with faults; the list of them arrives in `workbenchStore`. */
export interface FaultClient {
  /** @param text as `--fault` takes it */
  add(text: string): Promise<Outcome<unknown>>;
  remove(id: number): Promise<Outcome<unknown>>;
  clear(): Promise<Outcome<unknown>>;
}

export function createFaultClient(connection: Pick<Connection, 'call'>): FaultClient {
  return {
    add: (text) => outcomeOf(connection.call('faults.add', { text })),
    remove: (id) => outcomeOf(connection.call('faults.remove', { id })),
    clear: () => outcomeOf(connection.call('faults.clear', {})),
  };
}

/** Reads the list anew, as after the connection was lost. */
export async function loadFaults(connection: Pick<Connection, 'call'>): Promise<void> {
  workbenchStore.setState({ faults: await connection.call('faults.list', {}) });
}
