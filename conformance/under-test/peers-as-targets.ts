import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnsweredAs } from '../../app/contract/exchange.ts';
import { createWorkbench, type Workbench } from '../../app/core/workbench.ts';
import { startApplication } from '../peers/application.ts';
import { lighttpdNeeds } from '../peers/lighttpd.ts';
import { peersByName } from '../peers/peers-by-name.ts';
import { whyUnavailable } from '../peers/programs.ts';
import { projectDir } from '../project-dir.ts';
import { startStorageServers } from './storage-servers.ts';

/** A workbench, and real servers as its targets. */
export interface PeersAsTargets {
  readonly workbench: Workbench;
  /**
   * Starts a peer and adds it under its name; its one video is `sample.flv`.
   * @returns its port
   */
  start(peerName: string): Promise<number>;
  /** Adds a peer that runs once more, under another name, with what it should be like. */
  add(targetName: string, peerName: string, port: number, like: AnsweredAs | null): Promise<void>;
  close(): Promise<void>;
}

/** Why a peer cannot run here; null when it can. */
export function whyNoPeer(peerName: string): string | null {
  const peer = peersByName[peerName];
  if (peer === undefined) return `there is no peer ${peerName}`;
  return whyUnavailable([...peer.needs, ...lighttpdNeeds]) ?? null;
}

export async function startPeersAsTargets(): Promise<PeersAsTargets> {
  const servers = await startStorageServers();
  const application = await startApplication({
    storagePort: servers.goodPort,
    badPort: servers.badPort,
  });
  const dataDir = mkdtempSync(join(tmpdir(), 'seeklab-peers-'));
  const workbench = await createWorkbench({
    dataDir,
    sampleDir: join(projectDir, 'assets', 'samples'),
  });

  const add: PeersAsTargets['add'] = async (targetName, peerName, port, like) => {
    const path = peersByName[peerName]?.path.replace('sample.flv', '{name}');
    await workbench.call('target.add', {
      name: targetName,
      pattern: `http://127.0.0.1:${port}${path}?start={start}`,
      names: { kind: 'list', names: ['sample.flv'] },
      reference: { kind: 'library', name: 'sample.flv' },
      expected: like,
      isSelfSignedAllowed: false,
      redirectHosts: [],
      fields: [],
    });
  };

  return {
    workbench,
    async start(peerName) {
      const peer = peersByName[peerName];
      if (peer === undefined) throw new Error(`there is no peer ${peerName}`);
      const { port } = await servers.processes.start(
        peer.plan({
          mediaDir: servers.mediaDir,
          applicationPort: application.port,
          storagePort: servers.goodPort,
          badStoragePort: servers.badPort,
        }),
      );
      await add(peerName, peerName, port, null);
      return port;
    },
    add,
    async close() {
      await workbench.close();
      await application.close();
      await servers.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
