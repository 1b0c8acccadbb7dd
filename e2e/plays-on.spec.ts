import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createApplication } from '../app/origin/application.ts';
import { projectDir } from '../scripts/lib/project.mjs';
import { expect, test } from './fixtures.ts';
import { goTo, inspector, logRows, newestRow, openTab, openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

const sample = join(projectDir, 'assets', 'samples', 'sample.flv');
/** Less than a second and a half of the sample's video. */
const HELD_AFTER_BYTES = 60_000;

/** Storage of the sample, with an application before it: each body stops, once told, until told again. */
async function startStoppingSystem() {
  const { size } = await stat(sample);
  let isStopping = false;
  const stopped = new Set<() => void>();
  const send = (from: number, response: ServerResponse) =>
    createReadStream(sample, { start: from }).pipe(response);
  const server = createServer((request, response) => {
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(206, {
      'Content-Range': `bytes ${from}-${size - 1}/${size}`,
      'Content-Length': size - from,
    });
    const end = from + HELD_AFTER_BYTES;
    if (!isStopping || end >= size) {
      send(from, response);
      return;
    }
    createReadStream(sample, { start: from, end: end - 1 }).pipe(response, { end: false });
    stopped.add(() => send(end, response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const application = await createApplication({ storageUrls: () => [`http://${host}/sample.flv`] });
  return {
    configuration: { applicationUrl: application.url, storageAllow: [host] },
    stop() {
      isStopping = true;
    },
    goOn() {
      isStopping = false;
      for (const each of stopped) each();
      stopped.clear();
    },
    async close() {
      await application.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

test('playing on is judged: clean first, then behind storage that stops', async ({ page, rpc }) => {
  const system = await startStoppingSystem();
  try {
    await rpc.run('system.configure', system.configuration);
    await openVideo(page, 'sample.flv');
    await expectFrame(page, 0);
    const playsOn = inspector(page)
      .getByRole('list', { name: 'Checks' })
      .getByRole('listitem')
      .filter({ hasText: 'plays_on' });
    await openTab(page, 'Checks');
    await expect(playsOn).toContainText('It was not played on from there.');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(playsOn).toContainText('without a stall');

    system.stop();
    await goTo(page, '#20');
    await expect(logRows(page)).toHaveCount(2);
    await expect.poll(async () => (await newestRow(page)).Result).toMatch(/^fail/);
    await expect(playsOn).toContainText(/It stood still for [\d,]+ ms within the first/);
    await expect(inspector(page).getByRole('button', { name: /^fail/ })).toContainText(
      'It stood still',
    );
    // It stays a failure when the bytes come at last.
    system.goOn();
    await expect(playsOn).toContainText(/within the first 3,\d{3} ms of playing on/);
    await expect.poll(async () => (await newestRow(page)).Result).toMatch(/^fail/);
  } finally {
    await system.close();
  }
});
