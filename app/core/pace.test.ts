import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Pace } from '../contract/system.ts';
import { serveFolder } from '../origin/test-support/serve-folder.ts';
import { makeTempDir } from '../origin/test-support/temp-dir.ts';
import { createWorkbench } from './workbench.ts';

const samples = join(import.meta.dirname, '../../assets/samples');
const page = 'http://127.0.0.1:4567';

async function start(pace?: Pace | null) {
  const workbench = await createWorkbench({
    dataDir: await makeTempDir(),
    sampleDir: samples,
    ...(pace === undefined ? {} : { configuration: { pace } }),
  });
  onTestFinished(() => workbench.close());
  workbench.setConsoleOrigin(page);
  return workbench;
}

/** The application's answer to a request straight at it, as the reproxy would send it on. */
async function instructions(applicationUrl: string, fields: string): Promise<string> {
  const { hostname, port } = new URL(applicationUrl);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.write(`GET /v/sample.flv?start=5 HTTP/1.1\r\nHost: 127.0.0.1\r\n${fields}\r\n`);
  const [answer] = await once(socket, 'data');
  return /^X-REPROXY-URL: (.*)\r$/m.exec(String(answer))?.[1] ?? '';
}

const applicationOf = async (workbench: Awaited<ReturnType<typeof start>>) => {
  const result = await workbench.run('system.status', {});
  return (result.ok ? result.data : {}) as { application: { url: string } };
};

test('our own player is paced by what the application writes, and nobody else is', async () => {
  const { application } = await applicationOf(await start());
  const ask = (fields: string) => instructions(application.url, fields);
  expect(await ask(`Origin: ${page}\r\n`)).toMatch(
    /sample\.flv\?limit_rate_after=1000000&limit_rate=16000000$/,
  );
  for (const fields of ['', 'Origin: http://127.0.0.1:4568\r\n', 'Origin: null\r\n']) {
    expect(await ask(fields), fields).toMatch(/sample\.flv$/);
  }
});

test('without a pace the address is the file’s own', async () => {
  const { application } = await applicationOf(await start(null));
  expect(await instructions(application.url, `Origin: ${page}\r\n`)).toMatch(/sample\.flv$/);
});

test('people’s own storage is never asked for a pace', async () => {
  const workbench = await start({ burstBytes: 0, bytesPerSecond: 1000 });
  const storage = await serveFolder(samples);
  const { host } = new URL(storage.url);
  const result = await workbench.run('system.configure', {
    applicationUrl: storage.url,
    storageAllow: [host],
  });
  expect(result).toMatchObject({ ok: true });
  const heads: string[] = [];
  workbench.log.tap({
    onExchange: ({ hops }) => heads.push(...hops.map(({ requestHead }) => requestHead)),
  });
  await fetch(`${workbench.reproxyUrl}/v/sample.flv?start=5`, { headers: { Origin: page } });
  await expect.poll(() => heads.length).toBeGreaterThan(0);
  expect(heads.join('')).not.toContain('limit_rate');
});
