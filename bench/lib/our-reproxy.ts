import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ReproxyProcessOptions, ReproxyProcessState } from '../reproxy-process.ts';

export interface OurReproxy {
  readonly port: number;
  readonly pid: number;
  /** What it holds open now. */
  state(): Promise<ReproxyProcessState>;
  close(): Promise<void>;
}

/** Starts our reproxy as a process of its own. */
export async function startOurReproxy(options: ReproxyProcessOptions): Promise<OurReproxy> {
  const { child, ...started } = await startEntry('reproxy-process', options);
  return {
    ...started,
    async state() {
      const answer = nextMessage(child);
      child.send('state');
      return (await answer) as ReproxyProcessState;
    },
  };
}

/** Starts an entry that listens, sends its port and ends on SIGTERM. */
export async function startEntry(name: string, argument: unknown) {
  const child = forkEntry(name, argument);
  const port = Number(await nextMessage(child));
  if (child.pid === undefined) throw new Error(`${name} did not start`);
  return {
    ...{ child, port, pid: child.pid },
    async close() {
      const ended = once(child, 'exit');
      if (child.kill('SIGTERM')) await ended;
    },
  };
}

/** Runs another entry of the bench as a process; `argument` reaches it as JSON. */
export function forkEntry(name: string, argument: unknown): ChildProcess {
  const entry = fileURLToPath(new URL(`./${name}.js`, import.meta.url));
  return fork(entry, [JSON.stringify(argument)]);
}

/** @throws Error when the process ends instead */
export async function nextMessage(child: ChildProcess): Promise<unknown> {
  const done = new AbortController();
  try {
    return await Promise.race([
      once(child, 'message', done).then(([message]) => message as unknown),
      once(child, 'exit', done).then(([code]) => {
        throw new Error(`a process of the bench ended with code ${code}`);
      }),
    ]);
  } finally {
    done.abort();
  }
}
