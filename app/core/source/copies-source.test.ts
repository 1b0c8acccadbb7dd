import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serveFolder } from '../../origin/test-support/serve-folder.ts';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { openCopiesSource } from './copies-source.ts';

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);

/** A storage node with one copy. */
async function startNode(copy = bytes) {
  const root = await makeTempDir();
  await writeFile(join(root, 'a.flv'), copy);
  const storage = await serveFolder(root);
  return { storage, url: `${storage.url}/a.flv` };
}

describe('copies on several nodes', () => {
  it('are read from the first', async () => {
    const first = await startNode();
    const source = await openCopiesSource([first.url, 'http://127.0.0.1:1/']);
    expect(source.sizeBytes).toBe(1000);
    expect(await source.read(990, 100)).toEqual(bytes.subarray(990));
  });

  it('one dies in the middle: the next goes on, for reads at the same time too', async () => {
    const [first, second] = await Promise.all([startNode(), startNode()]);
    const source = await openCopiesSource([first.url, second.url]);
    expect(await source.read(0, 10)).toEqual(bytes.subarray(0, 10));
    await first.storage.stop();
    const parts = await Promise.all([source.read(10, 10), source.read(20, 10)]);
    expect(parts).toEqual([bytes.subarray(10, 20), bytes.subarray(20, 30)]);
  });

  it('of another size are not taken for the same file', async () => {
    const [first, second] = await Promise.all([startNode(), startNode(bytes.subarray(1))]);
    const source = await openCopiesSource([first.url, second.url]);
    await first.storage.stop();
    await expect(source.read(0, 10)).rejects.toMatchObject({ code: 'source_changed' });
  });

  it('none answers: the last error', async () => {
    const { storage, url } = await startNode();
    await storage.stop();
    await expect(openCopiesSource([url, url])).rejects.toMatchObject({
      code: 'source_unreachable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('a redirection is not followed', async () => {
    const { url } = await startNode();
    const server = createServer((_, response) =>
      response.writeHead(302, { Location: url }).end(),
    ).listen(0, '127.0.0.1');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(openCopiesSource([`http://127.0.0.1:${port}/`])).rejects.toMatchObject({
      code: 'source_unreachable',
    });
  });
});
