import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { SmallFileError } from './small-file.ts';

/** Whoever holds a lock reads and writes one small file: so long takes none but one that died. */
const STALE_MS = 10_000;
/** Longer than it takes to find out that the holder died. */
const WAIT_MS = 15_000;
const TRY_AGAIN_MS = 15;

/**
 * Does something to a file that no other program does at the same time: whoever goes by this holds
 * `PATH.lock` meanwhile. A lock whose program is gone, or that is older than 10 s, is taken away.
 * Where no lock can be made, it is done without one: the disk says itself what it refuses.
 * @throws SmallFileError when another program does not give the lock back; what `act` throws
 */
export async function withFileLock<T>(path: string, act: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`;
  const mark = `${process.pid} ${hostname()} ${randomBytes(6).toString('hex')}`;
  const isHeld = await hold(lock, mark, Date.now() + WAIT_MS);
  try {
    return await act();
  } finally {
    if (isHeld && (await markOf(lock)) === mark) await rm(lock, { force: true });
  }
}

/** @returns whether it holds the lock; false where none can be made */
async function hold(lock: string, mark: string, untilMs: number): Promise<boolean> {
  for (;;) {
    const made = await make(lock, mark);
    if (made !== 'taken') return made === 'held';
    await takeAwayIfStale(lock);
    if (Date.now() > untilMs) throw new SmallFileError('another program holds it');
    // Two that wait are not to come back at the same moment for ever.
    const pauseMs = TRY_AGAIN_MS * (0.5 + Math.random());
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function make(lock: string, mark: string): Promise<'held' | 'taken' | 'impossible'> {
  try {
    await mkdir(dirname(lock), { recursive: true });
    await writeMark(lock, mark);
    return 'held';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST' && (await isFile(lock))
      ? 'taken'
      : 'impossible';
  }
}

/** Writes the file that is not there yet; one without its mark, as on a full disk, is not left behind. */
async function writeMark(lock: string, mark: string): Promise<void> {
  const file = await open(lock, 'wx', 0o600);
  try {
    await file.writeFile(mark);
  } catch (error) {
    await rm(lock, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function isFile(lock: string): Promise<boolean> {
  // One that was given back meanwhile is no obstacle either.
  return stat(lock).then(
    (found) => found.isFile(),
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
  );
}

async function takeAwayIfStale(lock: string): Promise<void> {
  const mark = await markOf(lock);
  if (mark === null || !(await isStale(lock, mark))) return;
  const aside = `${lock}.${process.pid}-${randomBytes(6).toString('hex')}.old`;
  try {
    await rename(lock, aside);
  } catch {
    // Another one that waits was quicker.
    return;
  }
  // And then it may be that one's new lock that was moved: it goes back.
  if ((await markOf(aside)) !== mark) await link(aside, lock).catch(() => undefined);
  await rm(aside, { force: true });
}

async function isStale(lock: string, mark: string): Promise<boolean> {
  const [pid, host] = mark.split(' ');
  if (host === hostname() && !isRunning(Number(pid))) return true;
  const found = await stat(lock).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > STALE_MS;
}

export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs for another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function markOf(lock: string): Promise<string | null> {
  return readFile(lock, 'utf8').catch(() => null);
}
