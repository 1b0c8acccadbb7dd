import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TargetIdentity } from '../app/contract/target.ts';
import { createWorkbench, type Workbench } from '../app/core/workbench.ts';
import { startApplication } from './peers/application.ts';
import { lighttpdNeeds } from './peers/lighttpd.ts';
import { peersByName } from './peers/peers-by-name.ts';
import { whyUnavailable } from './peers/programs.ts';
import { projectDir } from './project-dir.ts';
import { type StorageServers, startStorageServers } from './under-test/storage-servers.ts';

interface KnownPeer {
  name: string;
  /** Several where nothing outside tells them apart. */
  isLike: readonly string[];
  /** What it does otherwise: probes, and what was seen. */
  except: readonly (readonly [probe: RegExp, seen: RegExp])[];
}

/** Real servers, and whom their answers are like. */
const peers: readonly KnownPeer[] = [
  { name: 'perlbal-patched', isLike: ['perlbal-patch with quirks'], except: [] },
  // With its faults the plugin answers byte for byte as the patch does.
  { name: 'perlbal-plugin', isLike: ['perlbal-patch with quirks'], except: [] },
  { name: 'nginx-flv', isLike: ['nginx'], except: [] },
  {
    name: 'nginx-lua',
    isLike: ['perlbal-patch', 'perlbal-plugin'],
    except: [
      // Its storage is asked by HEAD for the whole file.
      [/^HEAD start=/, /^200, 1464157$/],
      [/^start=-1$/, /^whole$/],
    ],
  },
  { name: 'lighttpd-flv', isLike: ['lighttpd'], except: [] },
];

describe('who is it', () => {
  let servers: StorageServers;
  let workbench: Workbench;
  let applicationPort: number;
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    if (whyUnavailable([...lighttpdNeeds])) return;
    servers = await startStorageServers();
    const application = await startApplication({ storagePort: servers.goodPort });
    applicationPort = application.port;
    const dataDir = mkdtempSync(join(tmpdir(), 'seeklab-who-'));
    workbench = await createWorkbench({
      dataDir,
      sampleDir: join(projectDir, 'assets', 'samples'),
    });
    closing.push(
      () => workbench.close(),
      () => application.close(),
      () => servers.close(),
      async () => rmSync(dataDir, { recursive: true, force: true }),
    );
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });

  for (const { name, isLike, except } of peers) {
    const peer = peersByName[name];
    const reason = whyUnavailable([...(peer?.needs ?? []), ...lighttpdNeeds]);
    it(`${name}: ${isLike.join(' or ')}`, async ({ skip }) => {
      if (reason || peer === undefined) return skip(reason ?? 'no such peer');
      const behind = {
        mediaDir: servers.mediaDir,
        applicationPort,
        storagePort: servers.goodPort,
        badStoragePort: servers.badPort,
      };
      const { port } = await servers.processes.start(peer.plan(behind));
      await workbench.call('target.add', {
        name,
        pattern: `http://127.0.0.1:${port}${peer.path.replace('sample.flv', '{name}')}?start={start}`,
        names: { kind: 'list', names: ['sample.flv'] },
        reference: { kind: 'library', name: 'sample.flv' },
        expected: null,
        isSelfSignedAllowed: false,
        redirectHosts: [],
        fields: [],
      });
      const identity = await workbench.call('target.identify', { name, videoName: 'sample.flv' });
      expect(likestOf(identity)).toEqual(isLike);
      const unlike = identity.likenesses[0]?.rows.filter(({ isSame }) => !isSame) ?? [];
      expect(unlike).toEqual(
        except.map(([probe, seen]) =>
          expect.objectContaining({
            probe: expect.stringMatching(probe),
            seen: expect.stringMatching(seen),
          }),
        ),
      );
    });
  }
});

function likestOf({ likenesses }: TargetIdentity): string[] {
  const most = Math.max(...likenesses.map(({ same, rows }) => same / rows.length));
  return likenesses
    .filter(({ same, rows }) => same / rows.length === most)
    .map(({ personality, hasQuirks }) => personality + (hasQuirks ? ' with quirks' : ''));
}
