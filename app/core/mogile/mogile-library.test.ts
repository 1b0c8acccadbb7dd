import { copyFile, stat } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LibraryEntry } from '../../contract/video.ts';
import { createApplication } from '../../origin/application.ts';
import { closedAddress } from '../../origin/test-support/line-server.ts';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { startLoopClock } from '../../proxy/test-support/loop-clock.ts';
import { samplePath, startCluster } from '../test-support/mogile-cluster.ts';
import { startBoth, startWorkbench } from '../test-support/mogile-workbench.ts';
import { run } from '../test-support/run.ts';

const namesOf = (entries: LibraryEntry[]) => entries.map(({ name }) => name);

describe('the library', () => {
  it('lists the keys without asking for their sizes', async () => {
    const { cluster, workbench } = await startBoth({ keys: ['a.flv', 'clips/b.flv'] });
    expect(await run(workbench, 'library.list', {})).toEqual([
      { name: 'a.flv', sizeBytes: null, modifiedAtEpochMs: null, origin: 'mogile' },
      { name: 'clips/b.flv', sizeBytes: null, modifiedAtEpochMs: null, origin: 'mogile' },
    ]);
    expect(cluster.servers[0]?.lines).toEqual([
      'list_keys domain=videos&prefix=&after=&limit=1000',
    ]);
    expect(await run(workbench, 'system.status', {})).toMatchObject({
      mogile: {
        trackers: cluster.trackers,
        domain: 'videos',
        keyCount: 2,
        isWhole: true,
        error: null,
      },
    });
  });

  it('asks for the sizes that are wanted, once', async () => {
    const { cluster, workbench } = await startBoth({ keys: ['a.flv', 'b.flv', 'c.flv'] });
    await run(workbench, 'library.list', {});
    const names = ['b.flv', 'none.flv', 'c.flv'];
    const sizes = await run(workbench, 'library.sizes', { names });
    expect(sizes.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
      ['b.flv', 96233],
      ['c.flv', 96233],
    ]);
    await run(workbench, 'library.sizes', { names });
    const asked = cluster.servers[0]?.lines.filter((line) => line.startsWith('file_info'));
    expect(asked?.toSorted()).toEqual([
      'file_info domain=videos&key=b.flv',
      'file_info domain=videos&key=c.flv',
    ]);
  });

  it('tells of pages that come later', async () => {
    const keys = Array.from({ length: 2500 }, (_, n) => `${String(n).padStart(5, '0')}.flv`);
    const { workbench } = await startBoth({ keys });
    const heard = new Promise<LibraryEntry[]>((resolve) => {
      workbench.subscribe((event) => {
        if (event.event === 'library' && event.data.length > 1000) resolve(event.data);
      });
    });
    expect(namesOf(await run(workbench, 'library.list', {}))).toEqual(keys.slice(0, 1000));
    expect(namesOf(await heard)).toEqual(keys);
  });

  it('stops at 10,000 keys and says that there are more', async () => {
    const keys = Array.from({ length: 12_000 }, (_, n) => `${String(n).padStart(5, '0')}.flv`);
    const { cluster, workbench } = await startBoth({ keys });
    const heard = new Promise<void>((resolve) => {
      workbench.subscribe((event) => {
        if (event.event === 'system' && event.data.mogile?.keyCount === 10_000) resolve();
      });
    });
    await run(workbench, 'library.list', {});
    await heard;
    const status = await run(workbench, 'system.status', {});
    expect(status.mogile).toMatchObject({ keyCount: 10_000, isWhole: false, error: null });
    expect(cluster.servers[0]?.lines.length).toBe(10);
    expect((await fetch(`${workbench.reproxyUrl}/v/11999.flv?start=1`)).status).toBe(200);
  });

  it('says why there are no keys when every tracker is dead, and tells it', async () => {
    const { port } = await closedAddress();
    const workbench = await startWorkbench([`127.0.0.1:${port}`]);
    const told = new Promise((resolve) => {
      workbench.subscribe((event) => event.event === 'system' && resolve(event.data.mogile?.error));
    });
    expect(await run(workbench, 'library.list', {})).toEqual([]);
    expect(await told).toMatchObject({ code: 'tracker_unreachable' });
    expect(await workbench.run('video.open', { name: 'a.flv' })).toMatchObject({
      ok: false,
      error: { code: 'tracker_unreachable' },
    });
  });

  it('a tracker that hangs does not keep the rest waiting', async () => {
    const { trackers } = await startCluster({ keys: [], answer: () => '' });
    const folder = await makeTempDir();
    await copyFile(samplePath, join(folder, 'own.flv'));
    const workbench = await startWorkbench(trackers, { mediaPaths: [folder] });
    const clock = startLoopClock();
    expect(namesOf(await run(workbench, 'library.list', {}))).toEqual(['own.flv']);
    expect(clock.nowMs()).toBeLessThan(2500);
    clock.stop();
  });

  it('a file of the user comes before a key of that name; both can be opened', async () => {
    const { trackers } = await startCluster({ keys: ['a.flv', 'sample.flv'] });
    const folder = await makeTempDir();
    await copyFile(join(samplePath, '..', 'sorenson.flv'), join(folder, 'a.flv'));
    const workbench = await startWorkbench(trackers, { mediaPaths: [folder] });
    const entries = await run(workbench, 'library.list', {});
    expect(entries.map(({ name, origin }) => `${origin} ${name}`)).toEqual([
      'folder a.flv',
      'mogile a (2).flv',
      'mogile sample.flv',
    ]);
    const codecOf = async (name: string) =>
      (await run(workbench, 'video.open', { name })).videoCodec?.id;
    expect(await codecOf('a.flv')).toBe(2);
    expect(await codecOf('a (2).flv')).toBe(7);
  });
});

describe('opening a key', () => {
  it('reads the facts from a storage node, by Range', async () => {
    const { cluster, workbench } = await startBoth({ keys: ['a.flv'] });
    const facts = await run(workbench, 'video.open', { name: 'a.flv' });
    const { size } = await stat(samplePath);
    expect(facts).toMatchObject({
      name: 'a.flv',
      format: 'flv',
      sizeBytes: size,
      modifiedAtEpochMs: null,
      isPlayable: true,
    });
    expect(facts.index.offsets.length).toBeGreaterThan(1);
    expect(cluster.servers[0]?.lines.map((line) => line.split(' ')[0])).toEqual(['get_paths']);
  });

  it('goes to the next storage node when the first is dead', async () => {
    const { cluster, workbench } = await startBoth({ keys: ['a.flv'] });
    await cluster.nodes[0]?.stop();
    expect((await run(workbench, 'video.open', { name: 'a.flv' })).format).toBe('flv');
  });

  it('is a coded error when all nodes are dead', async () => {
    const { cluster, workbench } = await startBoth({ keys: ['a.flv'] });
    await Promise.all(cluster.nodes.map((node) => node.stop()));
    expect(await workbench.run('video.open', { name: 'a.flv' })).toMatchObject({
      ok: false,
      error: { code: 'source_unreachable', message: expect.stringContaining('ECONNREFUSED') },
    });
  });

  it.each([
    ['an unknown key', () => undefined, 'mogile_key_unknown'],
    ['no live copy', () => 'OK paths=0\r\n', 'mogile_no_copy'],
  ])('%s is a coded error', async (_, answer, code) => {
    const { workbench } = await startBoth({ keys: [], answer });
    expect(await workbench.run('video.open', { name: 'none.flv' })).toMatchObject({
      ok: false,
      error: { code },
    });
  });
});

describe('storage nodes', () => {
  it('may be asked once a tracker has named them, and no others', async () => {
    const cluster = await startCluster({ keys: ['a.flv'] });
    const other = await startCluster({ keys: [], nodeCount: 1 });
    // The user's own application points at storage that no tracker has named.
    const application = await createApplication({ storageUrls: () => other.paths });
    onTestFinished(() => application.close());
    const workbench = await startWorkbench(cluster.trackers, {
      configuration: { applicationUrl: application.url },
    });
    await run(workbench, 'video.open', { name: 'a.flv' });
    const response = await fetch(`${workbench.reproxyUrl}/v/a.flv`);
    expect(response.status).toBe(503);
    expect(await response.text()).toMatch(/^storage_not_allowed\b/);
    expect((await fetch(String(other.paths[0]))).status).toBe(200);
  });
});

describe('a tracker on the network', () => {
  it.each([
    ['a port of this machine', 'http://127.0.0.1:1/3.fid'],
    ['localhost', 'http://localhost:1/3.fid'],
    ['cloud metadata', 'http://169.254.169.254/3.fid'],
  ])('that names %s is not followed, neither for a client nor to read', async (_, path) => {
    const address = addressOnTheNetwork();
    if (address === null) return;
    const { trackers } = await startCluster({
      keys: ['a.flv'],
      host: address,
      answer: () => `OK paths=1&path1=${path}\r\n`,
    });
    const workbench = await startWorkbench(trackers);
    const response = await fetch(`${workbench.reproxyUrl}/v/a.flv?start=1`);
    expect(response.status).toBe(503);
    expect(await response.text()).toMatch(/^storage_not_allowed\b/);
    expect(await workbench.run('video.open', { name: 'a.flv' })).toMatchObject({
      ok: false,
      error: { code: 'storage_not_allowed' },
    });
  });
});

/** An address of this machine that is not loopback; null on a machine without a network. */
function addressOnTheNetwork(): string | null {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null;
}

it.each([
  ['no port', ['tracker'], 'videos'],
  ['a URL', ['http://127.0.0.1:7001'], 'videos'],
  ['an empty entry', ['127.0.0.1:7001', ''], 'videos'],
  ['no tracker', [], 'videos'],
  ['no domain', ['127.0.0.1:7001'], ''],
])('%s is wrong usage', async (_, trackers, domain) => {
  await expect(startWorkbench([], { mogile: { trackers, domain } })).rejects.toMatchObject({
    code: 'usage',
    exitCode: 2,
  });
});
