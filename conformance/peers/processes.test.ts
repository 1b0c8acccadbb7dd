import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isListening } from './listening.ts';
import { createProcesses, type Processes, type ServerPlan } from './processes.ts';

let workDir: string;
let processes: Processes;

beforeEach(() => {
  workDir = mkdtempSync(join(tmpdir(), 'seeklab-processes-'));
  processes = createProcesses(workDir);
});
afterEach(async () => {
  await processes.close();
  rmSync(workDir, { recursive: true });
});

/** A server in one line of JavaScript; `port` is its port. */
function plan(line: string): ServerPlan {
  const prepare: ServerPlan['prepare'] = (port) => [
    process.execPath,
    '-e',
    `const port = ${port}; ${line}`,
  ];
  return { name: 'test', prepare };
}

const listens = "require('node:net').createServer().listen(port, '127.0.0.1')";

it('starts a server that listens, and ends it', async () => {
  const { pid, port } = await processes.start(plan(listens));
  expect(isListening(pid, port)).toBe(true);
  await processes.close();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

it('says what a server printed that did not start', async () => {
  const faulty = plan("console.error('no such directive'); process.exitCode = 1");
  await expect(processes.start(faulty)).rejects.toThrow('test: no such directive');
});

it('goes on with another port when a stranger took the first one', async () => {
  const stranger = createServer();
  let tries = 0;
  const { pid, port } = await processes.start({
    ...plan(listens),
    prepare: (free, folder) => {
      tries += 1;
      if (tries === 1) return [process.execPath, '-e', `${takenBy(stranger, free)}`];
      return plan(listens).prepare(free, folder);
    },
  });
  stranger.close();
  expect(tries).toBe(2);
  expect(isListening(pid, port)).toBe(true);
});

/** The stranger listens there; the server finds it taken, and ends. */
function takenBy(stranger: ReturnType<typeof createServer>, port: number): string {
  stranger.listen(port, '127.0.0.1');
  return `const port = ${port}; ${listens}`;
}
