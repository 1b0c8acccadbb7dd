import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const timeProgram = '/usr/bin/time';

/** What one run of a program took. */
export interface Timed {
  wallMs: number;
  /** User and system, all threads. */
  cpuMs: number;
  peakBytes: number;
}

/** Is everything there that the bench needs besides node? */
export const missingPrograms = ['/usr/bin/flvmeta', timeProgram].filter(
  (file) => !existsSync(file),
);

/**
 * Runs a program from start to end with its output thrown away.
 * @param dir for a file of ours
 * @throws Error when it ends otherwise than well
 */
export async function runTimed(dir: string, command: readonly string[]): Promise<Timed> {
  const figures = join(dir, 'time.txt');
  const args = ['--quiet', '-f', '%U %S %M', '-o', figures, ...command];
  const startedMs = performance.now();
  const child = spawn(timeProgram, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  const wallMs = performance.now() - startedMs;
  if (code !== 0) throw new Error(`${command.join(' ')} ended with code ${code}`);
  const [user = 0, system = 0, kilobytes = 0] = readFileSync(figures, 'utf8')
    .trim()
    .split(' ')
    .map(Number);
  return { wallMs, cpuMs: (user + system) * 1000, peakBytes: kilobytes * 1024 };
}
