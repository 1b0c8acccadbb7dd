import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { forkEntry, nextMessage } from '../lib/our-reproxy.ts';

/** Two nodes that hold the same file; the first one dies again and again. */
export interface StorageNodes {
  /** `host:port` of the node that dies. */
  readonly mortal: string;
  /** `host:port` of the node that does not. */
  readonly lasting: string;
  /** How often the first node was killed so far. */
  readonly deaths: number;
  close(): Promise<void>;
}

const LIFE_MS = 4_000;
const DEATH_MS = 1_000;

export async function startStorageNodes(): Promise<StorageNodes> {
  const lastingNode = await startNode(0);
  let mortalNode = await startNode(0);
  const { port } = mortalNode;
  let deaths = 0;
  let isClosed = false;
  let timer = setTimeout(die, LIFE_MS);

  /** By SIGKILL: its connections are reset in the middle of whatever they carry. */
  async function die(): Promise<void> {
    deaths += 1;
    await endNode(mortalNode.child);
    if (!isClosed) timer = setTimeout(comeBack, DEATH_MS);
  }

  async function comeBack(): Promise<void> {
    mortalNode = await startNode(port);
    if (isClosed) await endNode(mortalNode.child);
    else timer = setTimeout(die, LIFE_MS);
  }

  return {
    mortal: `127.0.0.1:${port}`,
    lasting: `127.0.0.1:${lastingNode.port}`,
    get deaths() {
      return deaths;
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await Promise.all([endNode(mortalNode.child), endNode(lastingNode.child)]);
    },
  };
}

async function startNode(port: number): Promise<{ child: ChildProcess; port: number }> {
  const child = forkEntry('storage-process', port);
  return { child, port: Number(await nextMessage(child)) };
}

async function endNode(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
