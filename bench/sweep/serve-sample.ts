import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectDir } from '../../conformance/project-dir.ts';

/** A Seeklab of its own process, as `seeklab serve` starts it. */
export interface ServedSample {
  pid: number;
  reproxyUrl: string;
  end(): Promise<void>;
}

export async function serveSample(): Promise<ServedSample> {
  const dir = await mkdtemp(join(tmpdir(), 'seeklab-bench-sweep-'));
  const command = [join(projectDir, 'out', 'cli', 'seeklab.js'), 'serve', '--json'];
  const child = spawn(process.execPath, [...command, '--data-dir', dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const [line] = await once(lines, 'line');
  return {
    pid: child.pid ?? -1,
    reproxyUrl: JSON.parse(String(line)).reproxyUrl,
    async end() {
      child.kill('SIGTERM');
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}
