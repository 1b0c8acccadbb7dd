import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createApplication } from '../app/origin/application.ts';
import { projectDir } from '../scripts/lib/project.mjs';
import { expect, test } from './fixtures.ts';
import { expectFrame } from './support/frame-number.ts';

/** Storage that keeps all but the beginning of a file back until it is told to go on. */
async function startHesitantStorage(file: Buffer) {
  let goOn = () => {};
  const mayGoOn = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const server = createServer(async (request, response) => {
    const [, from = '0', to = ''] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
    const first = Number(from);
    const last = to === '' ? file.length - 1 : Math.min(Number(to), file.length - 1);
    if (first > 1000) await mayGoOn;
    response.writeHead(206, {
      'Content-Range': `bytes ${first}-${last}/${file.length}`,
      'Content-Length': last - first + 1,
    });
    response.end(file.subarray(first, last + 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    goOn,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test('says how far it is while a video is read from slow storage', async ({ page, rpc }) => {
  const file = await readFile(join(projectDir, 'assets', 'samples', 'sample.flv'));
  const storage = await startHesitantStorage(file);
  const application = await createApplication({
    storageUrls: () => [`http://${storage.host}/slow.flv`],
  });
  try {
    await rpc.run('system.configure', {
      applicationUrl: application.url,
      storageAllow: [storage.host],
    });
    await rpc.run('library.add-served', { name: 'slow.flv' });
    await page.getByRole('button', { name: 'slow.flv' }).click();
    const progress = page.getByRole('progressbar', { name: 'Reading slow.flv' });
    await expect(progress).toHaveAttribute('max', String(file.length));
    await expect(page.getByText(/^6\d(\.\d)? kB of 1\.46 MB$/)).toBeVisible();

    storage.goOn();
    await expectFrame(page, 0);
    await expect(progress).toBeHidden();
  } finally {
    await application.close();
    storage.close();
  }
});
