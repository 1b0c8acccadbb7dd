import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../../contract/errors.ts';
import { type SessionSummary, sessionId } from '../../contract/session.ts';
import { readFacts, type SavedFacts, writeFacts } from './session-facts.ts';
import { listSegments } from './session-files.ts';
import { isHeldByAnother } from './session-hold.ts';

/** The folders of sessions, each named by the session's id. */
export interface SessionFolders {
  /** @throws CodedError `session_unknown` */
  dirOf(id: string): Promise<string>;
  /** The one used last stands first. */
  list(currentId: string | null): Promise<SessionSummary[]>;
  /** @throws what the disk says */
  make(name: string | null): Promise<{ id: string; dir: string; facts: SavedFacts }>;
  remove(id: string): Promise<void>;
}

export function createSessionFolders(root: string): SessionFolders {
  const dirs = async () => {
    const names = await readdir(root).catch(() => []);
    return names.filter((name) => sessionId.safeParse(name).success);
  };
  const summaryOf = async (id: string, currentId: string | null) => {
    const dir = join(root, id);
    const facts = await readFacts(dir);
    const segments = await listSegments(dir);
    if (facts === null && segments.length === 0) return null;
    const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
    const isElsewhere = id !== currentId && (await isHeldByAnother(dir));
    const openIn =
      id === currentId ? ('here' as const) : isElsewhere ? ('elsewhere' as const) : null;
    return { id, ...(facts ?? unknownFacts(id)), bytes, openIn };
  };

  return {
    async dirOf(id) {
      if (!(await dirs()).includes(id)) throw new CodedError('session_unknown', { name: id });
      return join(root, id);
    },
    async list(currentId) {
      const found = await Promise.all((await dirs()).map((id) => summaryOf(id, currentId)));
      return found
        .filter((summary) => summary !== null)
        .sort((a, b) => b.usedAtEpochMs - a.usedAtEpochMs);
    },
    async make(name) {
      const now = new Date();
      const id = `${stampOf(now).replace(/[: ]/g, '-')}-${randomBytes(3).toString('hex')}`;
      const dir = join(root, id);
      // Heads may hold what is nobody else's business.
      await mkdir(dir, { recursive: true, mode: 0o700 });
      const facts = {
        name: name ?? stampOf(now),
        createdAtEpochMs: now.getTime(),
        usedAtEpochMs: now.getTime(),
        rowCount: 0,
      };
      try {
        await writeFacts(dir, facts);
      } catch (error) {
        await rm(dir, { recursive: true, force: true });
        // Where there is no other session, nothing is left behind.
        await rmdir(root).catch(() => undefined);
        throw error;
      }
      return { id, dir, facts };
    },
    remove: (id) => rm(join(root, sessionId.parse(id)), { recursive: true, force: true }),
  };
}

/** `2026-11-28 09:06`, as the clock on the wall says. */
function stampOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Its `session.json` is gone or garbage; the rows are there all the same. */
const unknownFacts = (id: string): SavedFacts => ({
  name: id,
  createdAtEpochMs: 0,
  usedAtEpochMs: 0,
  rowCount: 0,
});
