import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isMissing } from './freshness.mjs';
import { tell } from './project.mjs';

const RETRY_MS = 50;
const TELL_AFTER_MS = 10_000;

/**
 * Runs `work` while no other process holds the lock. The lock is a file with the holder's process
 * id; one whose holder has died is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, work) {
  mkdirSync(dirname(file), { recursive: true });
  let waitedMs = 0;
  while (!tryTake(file)) {
    if (!isHolderAlive(file)) rmSync(file, { force: true });
    else await delay(RETRY_MS);
    waitedMs += RETRY_MS;
    // Should a stranger have got the process id of a holder that died, the person here can help.
    if (waitedMs === TELL_AFTER_MS)
      tell(`Waiting for another start to finish; its lock is ${file}.`);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function tryTake(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file */
function isHolderAlive(file) {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch (error) {
    // Gone meanwhile: the next try takes the lock.
    if (isMissing(error)) return true;
    // EPERM: it lives, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
