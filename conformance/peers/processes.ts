/**
 * Starts the real servers. All of them listen on 127.0.0.1 only, have a folder of their own, and end
 * with the process that started them, however that ends: the kernel sees to it (`setpriv`).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from './free-port.ts';
import { isListening } from './listening.ts';

const ATTEMPTS = 3;
/** Long enough for a machine under load; only a server that cannot start needs it. */
const START_LIMIT_MS = 20_000;
const LOOK_AGAIN_MS = 10;
/** For a server that does not hear SIGTERM. */
const END_LIMIT_MS = 5_000;

/** How to start one server. */
export interface ServerPlan {
  /** Begins the name of its folder. */
  name: string;
  /** How many ports in a row it takes; one where absent. */
  ports?: number;
  /**
   * Writes what the server needs into its folder.
   * @returns program and arguments; it has to stay in the foreground
   */
  prepare(port: number, folder: string): readonly [program: string, ...args: string[]];
}

export interface ServerProcess {
  /** The first of its ports. */
  readonly port: number;
  readonly pid: number;
  /** Its configuration, what it printed, its logs. */
  readonly folder: string;
}

/** The servers of one run. */
export interface Processes {
  /** @throws Error with what the server printed, when it does not start */
  start(plan: ServerPlan): Promise<ServerProcess>;
  /** Ends all of them, by their ids, and waits until they have ended. */
  close(): Promise<void>;
}

/** @param workDir where the folders are made; whoever made it takes it away */
export function createProcesses(workDir: string): Processes {
  const children = new Set<ChildProcess>();
  return {
    start: async (plan) => {
      for (let attempt = 1; ; attempt += 1) {
        const port = await freePorts(plan.ports ?? 1);
        const folder = join(workDir, `${plan.name}-${port}`);
        mkdirSync(folder, { recursive: true });
        const child = spawnInto(folder, plan.prepare(port, folder));
        children.add(child);
        if (await isStarted(child, port)) return { port, pid: pidOf(child), folder };
        children.delete(child);
        await end(child);
        // Most likely somebody else took the port meanwhile: then another one.
        if (attempt === ATTEMPTS) throw new Error(`${plan.name}: ${readOutput(folder)}`);
      }
    },
    close: async () => {
      await Promise.all([...children].map(end));
      children.clear();
    },
  };
}

function spawnInto(folder: string, command: readonly string[]): ChildProcess {
  const output = openSync(outputOf(folder), 'w');
  try {
    // It keeps the process id: setpriv becomes the server.
    return spawn('setpriv', ['--pdeathsig', 'TERM', ...command], {
      // Perlbal looks for modules in a relative folder: here it finds none.
      cwd: folder,
      stdio: ['ignore', output, output],
    });
  } finally {
    closeSync(output);
  }
}

async function isStarted(child: ChildProcess, port: number): Promise<boolean> {
  const pid = pidOf(child);
  const deadline = performance.now() + START_LIMIT_MS;
  while (isRunning(child) && performance.now() < deadline) {
    if (isListening(pid, port)) return true;
    await delay(LOOK_AGAIN_MS);
  }
  return false;
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function end(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), END_LIMIT_MS);
  await ended;
  clearTimeout(kill);
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('no setpriv here (Debian package util-linux)');
  return pid;
}

const outputOf = (folder: string) => join(folder, 'output');

function readOutput(folder: string): string {
  return readFileSync(outputOf(folder), 'utf8').trim() || 'did not begin to listen';
}
