import { setTimeout } from 'node:timers/promises';
import { CodedError, toSeeklabError } from '../../contract/errors.ts';
import {
  SESSION_BOUNDS,
  type SessionList,
  type SessionStatus,
  type SessionSummary,
  type SessionView,
} from '../../contract/session.ts';
import type { Log } from '../log/log.ts';
import { detailOf } from './detail-of.ts';
import { type OpenSession, openSession } from './open-session.ts';
import { readFacts, type SavedFacts, writeFacts, writeView } from './session-facts.ts';
import { exportSession, importSession } from './session-file.ts';
import { listSegments } from './session-files.ts';
import { createSessionFolders } from './session-folders.ts';
import { holdSession } from './session-hold.ts';

/** Which session a program goes on in when it starts. */
export type SessionChoice = { kind: 'last' } | { kind: 'new' } | { kind: 'named'; name: string };

/** So long a start waits for the rows of a large session, ms; the others come while one looks at the newest. */
const PATIENCE_MS = 1500;

export interface SessionsOptions {
  /** Of all sessions; made when something is saved. */
  root: string;
  log: Log;
  /** Another session is open, or saving goes otherwise than before. */
  onChange(): void;
}

/** Saved logs: one is open, and what happens is saved in it as it happens. */
export interface Sessions {
  /**
   * Opens the first one. A disk that refuses is no reason not to start: it is told in the status.
   * @throws CodedError `session_unknown`, `session_in_use` for a name that was given
   */
  begin(choice: SessionChoice): Promise<void>;
  status(): SessionStatus;
  list(): Promise<SessionList>;
  /** Resolves when the rows of the open session are in the log. */
  settled(): Promise<void>;
  openNew(): Promise<void>;
  /** @throws CodedError `session_unknown`, `session_in_use` */
  open(id: string): Promise<void>;
  /** @throws CodedError `session_unknown`, `session_unwritable` */
  rename(id: string, name: string): Promise<void>;
  /** @throws CodedError `session_unknown`, `session_open`, `session_in_use` */
  remove(id: string): Promise<void>;
  /** @throws CodedError `session_unknown`, `session_export_failed` */
  exportTo(id: string, path: string | null): Promise<{ path: string; bytes: number }>;
  /** @throws CodedError `session_file_unusable`, `session_unwritable` */
  importFrom(path: string): Promise<{ id: string; unreadable: number }>;
  keepView(view: SessionView): Promise<void>;
  /** Where somebody was when the session was left; null once it has been told. */
  takeView(): SessionView | null;
  close(): Promise<void>;
}

export function createSessions({ root, log, onChange }: SessionsOptions): Sessions {
  const folders = createSessionFolders(root);
  let current: OpenSession | null = null;
  let beginError: unknown = null;
  let view: SessionView | null = null;
  /** One change of what is open at a time. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = last.then(act);
    last = turn.catch(() => 'whoever asked is told');
    return turn;
  };

  const leave = async () => {
    const left = current;
    current = null;
    if (!left) return;
    await left.close();
    if (!(await isWorthKeeping(left))) await folders.remove(left.id);
  };
  /** @throws CodedError `session_in_use` */
  const enter = async (id: string, dir: string, facts: SavedFacts) => {
    const hold = await written(() => holdSession(dir));
    if (hold === null) throw new CodedError('session_in_use', { name: facts.name });
    await leave();
    current = await openSession({ log, id, dir, facts, hold, onState: onChange });
    ({ view } = current);
    beginError = null;
    onChange();
  };
  const openById = async (id: string) => {
    if (id === current?.id) return;
    const dir = await folders.dirOf(id);
    await enter(id, dir, (await readFacts(dir)) ?? unnamed(id));
  };
  const openNew = async () => {
    const { id, dir, facts } = await written(() => folders.make(null));
    await enter(id, dir, facts);
  };
  const openFirst = async (choice: SessionChoice) => {
    if (choice.kind === 'new') return openNew();
    const sessions = await folders.list(null);
    if (choice.kind === 'named') return openById(named(sessions, choice.name).id);
    const [newest] = sessions;
    if (!newest || newest.openIn !== null) return openNew();
    // Another program may have been quicker.
    return openById(newest.id).catch(openNew);
  };
  const factsOf = async (id: string) => {
    const dir = await folders.dirOf(id);
    const facts = current?.id === id ? current.facts() : ((await readFacts(dir)) ?? unnamed(id));
    return { dir, facts };
  };
  const status = (): SessionStatus => {
    const error = current?.writer.error ?? null;
    const told = error && new CodedError('session_unwritable', { detail: detailOf(error) });
    return {
      current: current && { id: current.id, name: current.facts().name },
      leftOut: current?.writer.leftOut ?? 0,
      error: told?.toJSON() ?? (beginError === null ? null : toSeeklabError(beginError)),
    };
  };

  return {
    begin: (choice) =>
      inTurn(async () => {
        try {
          await openFirst(choice);
          await Promise.race([current?.restored, setTimeout(PATIENCE_MS, null, { ref: false })]);
        } catch (error) {
          if (choice.kind === 'named') throw error;
          beginError = error;
        }
      }),
    status,
    async list() {
      const listed = await folders.list(current?.id ?? null);
      const sessions = listed.map((each) =>
        each.id === current?.id ? { ...each, ...current.facts() } : each,
      );
      return { sessions, status: status(), boundBytes: SESSION_BOUNDS.bytes };
    },
    async settled() {
      await current?.restored;
    },
    openNew: () => inTurn(openNew),
    open: (id) => inTurn(() => openById(id)),
    rename: (id, name) =>
      inTurn(async () => {
        const { dir, facts } = await factsOf(id);
        await written(() =>
          current?.id === id ? current.rename(name) : writeFacts(dir, { ...facts, name }),
        );
        onChange();
      }),
    remove: (id) =>
      inTurn(async () => {
        const { dir, facts } = await factsOf(id);
        if (current?.id === id) throw new CodedError('session_open', { name: facts.name });
        const hold = await written(() => holdSession(dir));
        if (hold === null) throw new CodedError('session_in_use', { name: facts.name });
        await hold.release();
        await folders.remove(id);
      }),
    async exportTo(id, path) {
      const { dir, facts } = await factsOf(id);
      if (current?.id === id) await current.writer.flush();
      return exportSession({ dir, name: facts.name, path });
    },
    async importFrom(path) {
      const made = await written(() => folders.make(null));
      try {
        const { name, unreadable, rowCount } = await importSession(path, made.dir);
        await written(() =>
          writeFacts(made.dir, { ...made.facts, rowCount, name: name ?? made.facts.name }),
        );
        return { id: made.id, unreadable };
      } catch (error) {
        await folders.remove(made.id);
        throw error;
      }
    },
    async keepView(next) {
      view = null;
      const dir = current?.dir;
      if (dir !== undefined) await written(() => writeView(dir, next));
    },
    takeView() {
      const taken = view;
      view = null;
      return taken;
    },
    close: () => inTurn(leave),
  };
}

/** @throws CodedError `session_unknown` */
function named(sessions: readonly SessionSummary[], name: string): SessionSummary {
  const found = sessions.find((each) => each.name === name || each.id === name);
  if (!found) throw new CodedError('session_unknown', { name });
  return found;
}

/** One in which nothing happened, and that nobody gave a name, is not left behind. */
async function isWorthKeeping({ dir, facts }: OpenSession): Promise<boolean> {
  if ((await listSegments(dir)).length > 0) return true;
  return !/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(facts().name);
}

const unnamed = (id: string): SavedFacts => ({
  name: id,
  createdAtEpochMs: Date.now(),
  usedAtEpochMs: Date.now(),
  rowCount: 0,
});

/** @throws CodedError `session_unwritable` */
async function written<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw new CodedError('session_unwritable', { detail: detailOf(cause) }, { cause });
  }
}
