import type { SessionView } from '../../contract/session.ts';
import type { Log } from '../log/log.ts';
import { peekSession, readSession } from './read-session.ts';
import { readView, type SavedFacts, writeFacts } from './session-facts.ts';
import type { SessionHold } from './session-hold.ts';
import { createSessionWriter, type SessionWriter } from './session-writer.ts';

export interface OpenSessionOptions {
  log: Log;
  id: string;
  dir: string;
  facts: SavedFacts;
  hold: SessionHold;
  /** Saving goes otherwise than before. */
  onState(): void;
}

/** The session that this program goes on in. */
export interface OpenSession {
  readonly id: string;
  readonly dir: string;
  readonly writer: SessionWriter;
  /** Where a page was when it was left. */
  readonly view: SessionView | null;
  /** Resolves when its rows are in the log, to how many lines could not be read. */
  readonly restored: Promise<number>;
  facts(): SavedFacts;
  /** @throws SmallFileError */
  rename(name: string): Promise<void>;
  /** Writes what is left and gives it back. */
  close(): Promise<void>;
}

/** Puts a session's rows in the log in place of what is there, and saves what comes from now on. */
export async function openSession(options: OpenSessionOptions): Promise<OpenSession> {
  const { log, id, dir, hold } = options;
  const { nextRun, lastNumber } = await peekSession(dir);
  const view = await readView(dir);
  // Rows of now stand behind those that are read meanwhile.
  log.restart(lastNumber);
  const writer = createSessionWriter({ log, dir, run: nextRun, onState: options.onState });
  const leaving = new AbortController();
  const restored = readSession(dir, log.restore, leaving.signal);
  let facts = { ...options.facts, usedAtEpochMs: Date.now() };
  const saveFacts = () => writeFacts(dir, facts);
  // A disk that refuses is told of as soon as there is something to save.
  await saveFacts().catch(() => undefined);
  return {
    id,
    dir,
    writer,
    view,
    restored,
    facts: () => ({ ...facts, rowCount: log.counts().all }),
    async rename(name) {
      facts = { ...facts, name };
      await saveFacts();
    },
    async close() {
      leaving.abort();
      await restored;
      const rowCount = log.counts().all;
      await writer.close();
      facts = { ...facts, rowCount, usedAtEpochMs: Date.now() };
      await saveFacts().catch(() => undefined);
      await hold.release();
    },
  };
}
