import type { SessionList } from '../../contract/session.ts';
import type { Connection } from './connection.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { viewStore, workbenchStore } from './stores.ts';

/** What the page can do with saved logs; how saving goes arrives in `workbenchStore`. */
export interface SessionClient {
  list(): Promise<Outcome<SessionList>>;
  /** Goes on in a new one. */
  begin(): Promise<Outcome<SessionList>>;
  open(id: string): Promise<Outcome<SessionList>>;
  rename(id: string, name: string): Promise<Outcome<SessionList>>;
  remove(id: string): Promise<Outcome<SessionList>>;
  /** Into the folder for downloads. */
  exportOne(id: string): Promise<Outcome<{ path: string; bytes: number }>>;
  /** @param path absolute, of a file on the machine that Seeklab runs on */
  importFrom(path: string): Promise<Outcome<{ unreadable: number; list: SessionList }>>;
}

export function createSessionClient(connection: Pick<Connection, 'call'>): SessionClient {
  /** Rows of another log have the same numbers. */
  const anew = (answer: Promise<SessionList>) =>
    outcomeOf(answer).then((outcome) => {
      if (outcome.ok) viewStore.setState({ rowNumber: null, exchangeIndex: 0, spot: null });
      return outcome;
    });
  return {
    list: () => outcomeOf(connection.call('session.list', {})),
    begin: () => anew(connection.call('session.new', {})),
    open: (id) => anew(connection.call('session.open', { id })),
    rename: (id, name) => outcomeOf(connection.call('session.name', { id, name })),
    remove: (id) => outcomeOf(connection.call('session.delete', { id })),
    exportOne: (id) => outcomeOf(connection.call('session.export', { id, path: null })),
    importFrom: (path) => outcomeOf(connection.call('session.import', { path })),
  };
}

/** Reads anew how saving goes, as after the connection was lost. */
export async function loadSession(connection: Pick<Connection, 'call'>): Promise<void> {
  const { status } = await connection.call('session.list', {});
  workbenchStore.setState({ session: status });
}
