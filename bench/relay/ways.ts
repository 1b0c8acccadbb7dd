import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeMediaDir, sample } from '../../conformance/media.ts';
import { nginxFlv, nginxProxy } from '../../conformance/peers/nginx.ts';
import { createProcesses } from '../../conformance/peers/processes.ts';
import type { Measurable } from '../lib/measurable.ts';
import { startEntry, startOurReproxy } from '../lib/our-reproxy.ts';
import { startNginx } from '../lib/start-nginx.ts';

export const wayNames = [
  'nothing between',
  'nginx proxy_pass',
  'bare node',
  'relay, recording',
  'relay, plain',
] as const;
export type WayName = (typeof wayNames)[number];

/** A way to the one target. */
export interface Way extends Measurable {
  readonly name: WayName;
}

export interface Ways {
  readonly all: readonly Way[];
  /** Size of `large.flv`, bytes. */
  readonly largeSize: number;
  /** Size of `sample.flv`, bytes. */
  readonly sampleSize: number;
  close(): Promise<void>;
}

const LARGE_BYTES = 300_000_000;

/** Starts the target, nginx with its `flv` module, and all that stands before it, on 127.0.0.1. */
export async function startWays(): Promise<Ways> {
  const workDir = mkdtempSync(join(tmpdir(), 'seeklab-bench-relay-'));
  const mediaDir = join(workDir, 'media');
  const largeSize = makeMediaDir(mediaDir, Math.ceil(LARGE_BYTES / sample.length));
  const processes = createProcesses(workDir);
  const ends: (() => Promise<void>)[] = [processes.close];
  const close = async () => {
    await Promise.all(ends.map((end) => end()));
    rmSync(workDir, { recursive: true, force: true });
  };
  const startRelay = async (targetPort: number, isRecording: boolean) => {
    const pattern = `http://127.0.0.1:${targetPort}/{name}?start={start}`;
    const relay = await startOurReproxy({ isRecording, targets: { x: pattern } });
    ends.push(relay.close);
    return { folder: '/t/x/', port: relay.port, pid: relay.pid };
  };

  try {
    const target = await startNginx(processes, nginxFlv(mediaDir));
    const nginx = await startNginx(processes, nginxProxy(target.port));
    const bare = await startEntry('forwarder-process', { port: target.port });
    ends.push(bare.close);
    return {
      all: [
        { name: 'nothing between', folder: '/', ...target },
        { name: 'nginx proxy_pass', folder: '/', ...nginx },
        { name: 'bare node', folder: '/', port: bare.port, pid: bare.pid },
        { name: 'relay, recording', ...(await startRelay(target.port, true)) },
        { name: 'relay, plain', ...(await startRelay(target.port, false)) },
      ],
      largeSize,
      sampleSize: sample.length,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
