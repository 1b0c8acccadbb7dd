/**
 * Our reproxy as a process of its own, so that its CPU and memory are its own. Started with `fork`:
 * its options are the one argument, as JSON; it sends its port, answers every message with what it
 * holds open, and ends on SIGTERM.
 */
import { createLog } from '../app/core/log/log.ts';
import type { Timeouts } from '../app/proxy/options.ts';
import { createReproxy, type ReproxyStats } from '../app/proxy/reproxy.ts';
import { makeTarget } from '../app/proxy/test-support/relay-rig.ts';

/** Nobody listens there. */
const DISCARD_PORT = 9;

export interface ReproxyProcessOptions {
  /** Absent: there is none, and only targets are asked. */
  applicationPort?: number;
  /** Keep every exchange, as the app does. */
  isRecording: boolean;
  timeouts?: Partial<Timeouts>;
  /** Patterns of targets by their names; absent: there are none. */
  targets?: Readonly<Record<string, string>>;
}

/** What the process holds open. */
export interface ReproxyProcessState {
  reproxy: ReproxyStats;
  /** Sockets, timers and whatever else keeps Node's loop running, by kind. */
  resources: string[];
}

const options = JSON.parse(process.argv[2] ?? '') as ReproxyProcessOptions;
const log = createLog();
const targets = new Map(
  Object.entries(options.targets ?? {}).map(([name, pattern]) => [
    name,
    makeTarget(pattern, { name }),
  ]),
);

const reproxy = await createReproxy({
  application: `http://127.0.0.1:${options.applicationPort ?? DISCARD_PORT}`,
  publicHosts: ['bench', 'soak'],
  isStorageAllowed: (host) => host === '127.0.0.1',
  targets: { isKnown: (name) => targets.has(name), find: (name) => targets.get(name) ?? null },
  ...(options.timeouts ? { timeouts: options.timeouts } : {}),
  ...(options.isRecording ? { onExchange: log.putExchange } : {}),
});

process.on('message', () => {
  const resources = process.getActiveResourcesInfo();
  process.send?.({ reproxy: { ...reproxy.stats }, resources } satisfies ReproxyProcessState);
});
process.on('SIGTERM', async () => {
  await reproxy.close();
  log.close();
  process.exit(0);
});
process.send?.(reproxy.port);
