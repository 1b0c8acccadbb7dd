import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { peersDir } from './peers-folder.ts';

const ATTEMPTS = 3;

export interface ServerProcess {
  readonly port: number;
  readonly pid: number;
}

/** The processes that one peer consists of; `close()` ends them all, by their ids. */
export interface Processes {
  /** A script of the peers folder that starts a server and prints its pid. */
  runScript(
    script: string,
    findPort: () => Promise<number>,
    args: (port: number) => readonly (string | number)[],
  ): Promise<ServerProcess>;
  /** A server of the peers folder that runs on node and prints a line once it listens. */
  runNode(
    file: string,
    findPort: () => Promise<number>,
    args: (port: number) => readonly (string | number)[],
  ): Promise<ServerProcess>;
  close(): void;
}

/**
 * @param env PEERS_WORK and PEERS_MEDIA of the scripts
 */
export function createProcesses(env: Record<string, string>): Processes {
  const pids = new Set<number>();
  const options = { env: { ...process.env, ...env } };
  const close = () => {
    for (const pid of pids) endProcess(pid);
    pids.clear();
    process.off('exit', close);
  };
  // The scripts leave their servers to init: a test run that is broken off must not.
  process.on('exit', close);

  return {
    runScript: (script, findPort, args) =>
      retry(async () => {
        const port = await findPort();
        const { stdout } = await promisify(execFile)(
          join(peersDir, script),
          args(port).map(String),
          options,
        );
        const pid = Number(stdout.trim());
        pids.add(pid);
        return { port, pid };
      }),
    runNode: (file, findPort, args) =>
      retry(async () => {
        const port = await findPort();
        const child = spawn(process.execPath, [join(peersDir, file), ...args(port).map(String)], {
          ...options,
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        if (child.pid === undefined) throw new Error(`${file} did not start`);
        pids.add(child.pid);
        const lines = createInterface(child.stdout);
        await Promise.race([once(lines, 'line'), failOnExit(child, file)]);
        return { port, pid: child.pid };
      }),
    close,
  };
}

async function failOnExit(child: ReturnType<typeof spawn>, file: string): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`${file} ended with code ${code}`);
}

/** Starting fails when another process took the port meanwhile: then with another one. */
async function retry<T>(start: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    // It ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
