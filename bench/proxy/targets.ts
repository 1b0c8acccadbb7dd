import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeMediaDir, sample } from '../../conformance/media.ts';
import { freePort, freePorts } from '../../conformance/peers/free-port.ts';
import { createProcesses } from '../../conformance/peers/processes.ts';
import { type OurReproxy, startOurReproxy } from '../lib/our-reproxy.ts';
import { childrenOf } from '../lib/process-stats.ts';

/** A proxy to measure. All of them ask the same application and the same storage. */
export interface Target {
  readonly name: TargetName;
  readonly port: number;
  /** The process whose CPU and memory count. */
  readonly pid: number;
}

export const targetNames = [
  'Perlbal patched',
  'nginx X-Accel-Redirect',
  'Seeklab, recording',
  'Seeklab, plain',
] as const;
export type TargetName = (typeof targetNames)[number];

export interface Targets {
  readonly all: readonly Target[];
  /** Where all of them ask. */
  readonly applicationPort: number;
  readonly applicationPid: number;
  readonly storagePid: number;
  /** Size of `large.flv`, bytes. */
  readonly largeSize: number;
  /** Size of `sample.flv`, bytes. */
  readonly sampleSize: number;
  close(): void;
}

const NGINX_PORTS = 4;
/** nginx's own reproxying listens two ports above its first; see its configuration. */
const ACCEL = 2;

/** Starts everything on 127.0.0.1. `large.flv` is about 300 MB. */
export async function startTargets(): Promise<Targets> {
  const workDir = mkdtempSync(join(tmpdir(), 'seeklab-bench-'));
  const mediaDir = join(workDir, 'media');
  const largeSize = makeMediaDir(mediaDir, Math.ceil(300_000_000 / sample.length));
  const processes = createProcesses({ PEERS_WORK: workDir, PEERS_MEDIA: mediaDir });
  const ours: OurReproxy[] = [];
  const close = () => {
    for (const reproxy of ours) process.kill(reproxy.pid);
    processes.close();
    rmSync(workDir, { recursive: true, force: true });
  };

  try {
    const storage = await processes.runScript('start-lighttpd.sh', freePort, (port) => [port]);
    const application = await processes.runNode('application.mjs', freePort, (port) => [
      port,
      storage.port,
    ]);
    const managePort = await freePort();
    const perlbal = await processes.runScript('start-perlbal.sh', freePort, (port) => [
      'patched',
      port,
      application.port,
      managePort,
    ]);
    const nginx = await processes.runScript(
      'start-nginx.sh',
      () => freePorts(NGINX_PORTS),
      (port) => [port, storage.port, application.port],
    );
    const [worker] = childrenOf(nginx.pid);
    if (worker === undefined) throw new Error('nginx has no worker');
    const applicationPort = application.port;
    const recording = await startOurReproxy({ applicationPort, isRecording: true });
    ours.push(recording);
    const plain = await startOurReproxy({ applicationPort, isRecording: false });
    ours.push(plain);

    return {
      all: [
        { name: 'Perlbal patched', ...perlbal },
        { name: 'nginx X-Accel-Redirect', port: nginx.port + ACCEL, pid: worker },
        { name: 'Seeklab, recording', ...portAndPid(recording) },
        { name: 'Seeklab, plain', ...portAndPid(plain) },
      ],
      applicationPort,
      applicationPid: application.pid,
      storagePid: storage.pid,
      largeSize,
      sampleSize: sample.length,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

function portAndPid({ port, pid }: OurReproxy) {
  return { port, pid };
}
