import { randomBytes } from 'node:crypto';
import { rm, stat, utimes } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isRunning, withFileLock } from '../file-lock.ts';
import { readSmallFile, replaceSmallFile } from '../small-file.ts';

/** Of a program on another machine, or in another container, nobody knows whether it runs: it touches the file. */
const TOUCH_EVERY_MS = 20_000;
const FORGOTTEN_AFTER_MS = 90_000;
/** Two readings of when the machine was started differ a little. */
const SAME_BOOT_MS = 30_000;

const holder = z.object({
  pid: z.number().int(),
  host: z.string(),
  /** When its machine was started: after that, the number is another program's. */
  bootEpochMs: z.number(),
  mark: z.string(),
});
type Holder = z.infer<typeof holder>;

/** Those of this program. */
const own = new Set<string>();

const holdFile = (dir: string) => join(dir, 'in-use.json');
const bootEpochMs = () => Date.now() - uptime() * 1000;

/** A session that no other program opens meanwhile. */
export interface SessionHold {
  release(): Promise<void>;
}

/**
 * Takes a session for this program until it is given back, or the program is gone, however it ended.
 * @returns null when another program has it
 * @throws SmallFileError when nothing can be written there
 */
export async function holdSession(dir: string): Promise<SessionHold | null> {
  const path = holdFile(dir);
  const mark = randomBytes(9).toString('hex');
  const isHeld = await withFileLock(path, async () => {
    if (await isHeldByAnother(dir)) return false;
    const holder: Holder = { pid: process.pid, host: hostname(), bootEpochMs: bootEpochMs(), mark };
    await replaceSmallFile(path, `${JSON.stringify(holder)}\n`, 0o600);
    return true;
  });
  if (!isHeld) return null;
  own.add(mark);
  const touching = setInterval(() => {
    // Where that fails the folder has gone: nobody can open it either.
    void utimes(path, new Date(), new Date()).catch(() => undefined);
  }, TOUCH_EVERY_MS).unref();
  return {
    async release() {
      clearInterval(touching);
      own.delete(mark);
      if ((await readHolder(path))?.mark === mark) await rm(path, { force: true });
    },
  };
}

/** Does another program have it open, or this one by another workbench? */
export async function isHeldByAnother(dir: string): Promise<boolean> {
  const path = holdFile(dir);
  const found = await readHolder(path);
  if (found === null) return false;
  if (found.host !== hostname()) return !(await isForgotten(path));
  if (found.pid === process.pid) return own.has(found.mark);
  const isOfThisBoot = Math.abs(found.bootEpochMs - bootEpochMs()) < SAME_BOOT_MS;
  return isOfThisBoot && isRunning(found.pid);
}

async function isForgotten(path: string): Promise<boolean> {
  const file = await stat(path).catch(() => null);
  return file === null || Date.now() - file.mtimeMs > FORGOTTEN_AFTER_MS;
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    return holder.parse(JSON.parse((await readSmallFile(path)) ?? ''));
  } catch {
    // None, or none of ours.
    return null;
  }
}
