import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeMediaDir, sample } from '../../conformance/media.ts';
import type { ApplicationOptions } from '../../conformance/peers/application.ts';
import { lighttpd } from '../../conformance/peers/lighttpd.ts';
import { nginxAccel } from '../../conformance/peers/nginx.ts';
import { nginxLua } from '../../conformance/peers/nginx-lua.ts';
import { patchedPerlbal } from '../../conformance/peers/perlbal.ts';
import {
  createProcesses,
  type Processes,
  type ServerPlan,
} from '../../conformance/peers/processes.ts';
import type { Measurable } from '../lib/measurable.ts';
import { startEntry, startOurReproxy } from '../lib/our-reproxy.ts';
import { startNginx } from '../lib/start-nginx.ts';

/** A proxy to measure. All of them ask the same application and the same storage. */
export interface Target extends Measurable {
  readonly name: TargetName;
}

export const targetNames = [
  'Perlbal patched',
  'nginx X-Accel-Redirect',
  'nginx with Lua',
  'nginx with Lua, 64 kB',
  'Seeklab, recording',
  'Seeklab, plain',
] as const;
export type TargetName = (typeof targetNames)[number];

const FOLDER = '/v/';

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
  close(): Promise<void>;
}

/** Starts everything on 127.0.0.1. `large.flv` is about 300 MB. */
export async function startTargets(): Promise<Targets> {
  const workDir = mkdtempSync(join(tmpdir(), 'seeklab-bench-'));
  const mediaDir = join(workDir, 'media');
  const largeSize = makeMediaDir(mediaDir, Math.ceil(300_000_000 / sample.length));
  const processes = createProcesses(workDir);
  const ends: (() => Promise<void>)[] = [processes.close];
  const close = async () => {
    await Promise.all(ends.map((end) => end()));
    rmSync(workDir, { recursive: true, force: true });
  };

  try {
    const storage = await processes.start(lighttpd('storage', mediaDir));
    const behindAll: ApplicationOptions = { storagePort: storage.port };
    const application = await startEntry('application-process', behindAll);
    ends.push(application.close);
    const applicationPort = application.port;
    const behind = { applicationPort, storagePort: storage.port };
    const perlbal = patchedPerlbal({ behindPort: applicationPort });
    const recording = await startOurReproxy({ applicationPort, isRecording: true });
    ends.push(recording.close);
    const plain = await startOurReproxy({ applicationPort, isRecording: false });
    ends.push(plain.close);

    return {
      all: [
        { name: 'Perlbal patched', ...(await processes.start(perlbal)), folder: FOLDER },
        await nginxTarget('nginx X-Accel-Redirect', processes, nginxAccel(behind)),
        await nginxTarget('nginx with Lua', processes, nginxLua(behind)),
        await nginxTarget(
          'nginx with Lua, 64 kB',
          processes,
          nginxLua({ ...behind, buffers: 'large' }),
        ),
        { name: 'Seeklab, recording', folder: FOLDER, port: recording.port, pid: recording.pid },
        { name: 'Seeklab, plain', folder: FOLDER, port: plain.port, pid: plain.pid },
      ],
      applicationPort,
      applicationPid: application.pid,
      storagePid: storage.pid,
      largeSize,
      sampleSize: sample.length,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function nginxTarget(
  name: TargetName,
  processes: Processes,
  plan: ServerPlan,
): Promise<Target> {
  return { name, folder: FOLDER, ...(await startNginx(processes, plan)) };
}
