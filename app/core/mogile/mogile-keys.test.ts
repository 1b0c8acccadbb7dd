import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LibraryEntry } from '../../contract/video.ts';
import { streamUrl, videoAddress } from '../../http/stream-url.ts';
import { sendRaw } from '../../origin/test-support/raw-request.ts';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { createScriptedServer } from '../../proxy/test-support/scripted-server.ts';
import { samplePath, startCluster } from '../test-support/mogile-cluster.ts';
import { startBoth, startWorkbench } from '../test-support/mogile-workbench.ts';
import { run } from '../test-support/run.ts';

const namesOf = (entries: LibraryEntry[]) => entries.map(({ name }) => name);

describe('a key', () => {
  const odd = [
    '/leading/slash.flv',
    'leading/slash.flv',
    'a//b.flv',
    'a\\b.flv',
    'a/../b.flv',
    'a/b.flv',
  ];
  /** Each key has its own path, so that one can see whose video came. */
  const eachItsOwn = (line: string) => {
    const args = new URLSearchParams(line.slice(line.indexOf(' ') + 1));
    if (!line.startsWith('get_paths')) return undefined;
    const at = odd.indexOf(args.get('key') ?? '');
    return at < 0 ? undefined : `OK paths=1&path1=http://127.0.0.1:1/${at}.fid\r\n`;
  };
  const askedKeys = (lines: readonly string[]) =>
    lines
      .filter((line) => line.startsWith('get_paths'))
      .map((line) => new URLSearchParams(line.slice(line.indexOf(' ') + 1)).get('key'));

  it.each(['before anybody has listed', 'after a console has listed'])(
    'has one address, whatever its form, %s',
    async (when) => {
      const { cluster, workbench } = await startBoth({ keys: odd, answer: eachItsOwn });
      if (when.startsWith('after')) {
        expect(namesOf(await run(workbench, 'library.list', {}))).toEqual(odd);
      }
      for (const key of odd) {
        const response = await fetch(streamUrl(workbench.reproxyUrl, videoAddress(key)));
        expect(await response.text(), key).toContain(`/${odd.indexOf(key)}.fid`);
      }
      expect(askedKeys(cluster.servers[0]?.lines ?? [])).toEqual(odd);
    },
  );

  it('is found by its plain path too', async () => {
    const { cluster, workbench } = await startBoth({ keys: odd, answer: eachItsOwn });
    const { port } = new URL(workbench.reproxyUrl);
    for (const path of ['/v//leading/slash.flv', '/v/a//b.flv', '/v/a/../b.flv', '/v/a%5cb.flv']) {
      await sendRaw(
        Number(port),
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      );
    }
    expect(askedKeys(cluster.servers[0]?.lines ?? [])).toEqual([
      '/leading/slash.flv',
      'a//b.flv',
      'a/../b.flv',
      'a\\b.flv',
    ]);
  });

  it('that is exact comes before one that a file hides', async () => {
    const folder = await makeTempDir();
    await copyFile(samplePath, join(folder, 'a.flv'));
    for (const keys of [['a.flv', 'a (2).flv'], ['a.flv']]) {
      const { cluster, workbench } = await startHiding(keys, folder);
      await fetch(streamUrl(workbench.reproxyUrl, videoAddress('a (2).flv')));
      const asked = askedKeys(cluster.servers[0]?.lines ?? []);
      expect(asked.at(-1)).toBe(keys.length === 2 ? 'a (2).flv' : 'a.flv');
    }
  });

  async function startHiding(keys: string[], folder: string) {
    const cluster = await startCluster({ keys });
    const workbench = await startWorkbench(cluster.trackers, { mediaPaths: [folder] });
    return { cluster, workbench };
  }

  it('beyond those that are listed is added by its name', async () => {
    const { workbench } = await startBoth({
      keys: ['a.flv', 'z.flv'],
      answer: (line) =>
        line.startsWith('list_keys') ? 'OK key_1=a.flv&key_count=1\r\n' : undefined,
    });
    await run(workbench, 'library.list', {});
    const library = await run(workbench, 'library.add-served', { name: 'z.flv' });
    expect(library.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
      ['a.flv', null],
      ['z.flv', 96233],
    ]);
    expect(await workbench.run('library.add-served', { name: 'none.flv' })).toMatchObject({
      ok: false,
      error: { code: 'mogile_key_unknown' },
    });
  });

  it('beyond those that are listed is found by how it begins', async () => {
    const keys = Array.from({ length: 12_000 }, (_, n) => `${String(n).padStart(5, '0')}.flv`);
    const { workbench } = await startBoth({ keys });
    const listed = new Promise<void>((resolve) => {
      workbench.subscribe(({ event, data }) => {
        if (event === 'system' && data.mogile?.keyCount === 10_000) resolve();
      });
    });
    await run(workbench, 'library.list', {});
    await listed;
    const find = (prefix: string) => run(workbench, 'library.find-keys', { prefix });
    expect(await find('119')).toEqual({ count: 100, isWhole: true });
    expect(await find('11')).toEqual({ count: 1000, isWhole: false });
    expect(await find('none')).toEqual({ count: 0, isWhole: true });
    const names = namesOf(await run(workbench, 'library.list', {}));
    expect(names).toHaveLength(11_000);
    expect(names).toContain('11999.flv');
    expect(new Set(names).size).toBe(names.length);
  });

  it('that is empty says so, also where the node answers 200', async () => {
    const node = await createScriptedServer(({ socket }) =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
    );
    onTestFinished(() => node.close());
    const { workbench } = await startBoth({
      keys: ['a.flv'],
      answer: (line) =>
        line.startsWith('get_paths') ? `OK paths=1&path1=${node.url}/1.fid\r\n` : undefined,
    });
    expect(await run(workbench, 'video.open', { name: 'a.flv' })).toMatchObject({
      format: 'empty',
      notPlayable: { code: 'video_empty' },
    });
  });

  it('that was overwritten while it was open is said to be so', async () => {
    let fid = 3;
    const cluster = await startCluster({ keys: ['a.flv'] });
    const [url = ''] = cluster.paths;
    const { workbench } = await startBoth({
      keys: ['a.flv'],
      answer: (line) =>
        line.startsWith('get_paths')
          ? `OK paths=1&path1=${url}?was=/${String(fid).padStart(10, '0')}.fid\r\n`
          : undefined,
    });
    const { state } = await run(workbench, 'video.open', { name: 'a.flv' });
    const check = () => run(workbench, 'video.check', { name: 'a.flv', state });
    expect(await check()).toEqual({ isReplaced: false });
    fid = 4;
    expect(await check()).toEqual({ isReplaced: true });
  });
});
