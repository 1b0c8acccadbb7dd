import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { PlayerBrowser } from '../../core/playback/players.ts';
import { createDoorFile } from '../door-file.ts';

/** It is asked to end, and so long is waited, ms. */
const ENDS_WITHIN_MS = 3000;
const LOOK_EVERY_MS = 30;
/** What it said last is read a moment after it has ended. */
const LAST_WORDS_MS = 50;
/** Of what it says, the end is kept. */
const TOLD_CHARACTERS = 400;

/** Quiet on the network, awake without a window, and free to play without a click. */
const SWITCHES = [
  '--headless',
  '--mute-audio',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-sync',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-proxy-server',
  // Nothing is said on it; but a browser ends when it closes, and it does when this program ends, however.
  '--remote-debugging-pipe',
];

/**
 * Starts a browser without a window, with a profile of its own that is removed with it.
 * @param url the page's address, which must not stand on a command line: it has a token in it
 */
export async function startBrowser(path: string, url: string): Promise<PlayerBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'seeklab-player-'));
  const door = await createDoorFile(url);
  const isRoot = process.getuid?.() === 0;
  const child = spawn(
    path,
    [
      ...SWITCHES,
      // Root cannot have it.
      ...(isRoot ? ['--no-sandbox'] : []),
      `--user-data-dir=${profile}`,
      door.path,
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      // Ctrl-C is for the sweep, which ends it in turn.
      detached: process.platform !== 'win32',
    },
  );
  let told = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    told = (told + text).slice(-TOLD_CHARACTERS);
  });
  for (const pipe of child.stdio.slice(3)) pipe?.on('error', () => 'it has ended');
  const ended = new Promise<string>((resolve) => {
    child.once('error', ({ message }) => resolve(`the browser did not start: ${message}`));
    child.once('exit', (code, signal) =>
      setTimeout(() => resolve(wordsOf(code, signal, told)), LAST_WORDS_MS),
    );
  });
  const close = async () => {
    for (const pipe of child.stdio.slice(3)) pipe?.destroy();
    await untilGone(child.pid);
    killAll(child.pid);
    await ended;
    await door.remove();
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  };
  let closing: Promise<void> | null = null;
  return {
    ended,
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** What was started, which may be a script that starts the browser, and all that came of it: a group. */
const groupOf = (pid: number) => (process.platform === 'win32' ? pid : -pid);

function isThere(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(groupOf(pid), 0);
  } catch {
    return false;
  }
}

async function untilGone(pid: number | undefined): Promise<void> {
  const untilMs = performance.now() + ENDS_WITHIN_MS;
  while (isThere(pid) && performance.now() < untilMs) await delay(LOOK_EVERY_MS);
}

function killAll(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(groupOf(pid), 'SIGKILL');
  } catch {
    // All of it has ended.
  }
}

function wordsOf(code: number | null, signal: string | null, told: string): string {
  const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
  const [last] = told.trim().split('\n').slice(-1);
  return `the browser ended ${how}${last ? `, and said: ${last}` : ''}`;
}
