import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { VideoReading } from '../../contract/video.ts';
import { streamUrl } from '../../http/stream-url.ts';
import { videoPath } from '../../http/video-path.ts';
import { createApplication } from '../../origin/application.ts';
import { createStorage } from '../../origin/storage.ts';
import { startSignedApplication } from '../../origin/test-support/signed-application.ts';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { createScriptedServer } from '../../proxy/test-support/scripted-server.ts';
import { run } from '../test-support/run.ts';
import { createWorkbench, type WorkbenchOptions } from '../workbench.ts';

const samples = fileURLToPath(new URL('../../../assets/samples', import.meta.url));
const sizeOf = { 'clips/own.flv': 214_031 };

/** An application and a storage as a user may have them, with one video. */
async function startOwnServers() {
  const file = { path: join(samples, 'no-index.flv'), root: samples };
  const storage = await createStorage({
    resolve: async (name) => (name === 'clips/own.flv' ? file : null),
  });
  const application = await createApplication({
    storageUrls: (name) => (name === 'clips/own.flv' ? [storage.url + videoPath(name)] : []),
  });
  onTestFinished(async () => {
    await application.close();
    await storage.close();
  });
  return { applicationUrl: application.url, storageAllow: [new URL(storage.url).host] };
}

async function startWorkbench(configuration: WorkbenchOptions['configuration'] = {}) {
  const dataDir = await makeTempDir();
  const workbench = await createWorkbench({ dataDir, sampleDir: samples, configuration });
  onTestFinished(() => workbench.close());
  return workbench;
}

test('a video of the user’s own application is added by its name, and read as a file is', async () => {
  const own = await startOwnServers();
  const workbench = await startWorkbench(own);
  const library = await run(workbench, 'library.add-served', { name: 'clips/own.flv' });
  expect(library.at(-1)).toEqual({
    name: 'clips/own.flv',
    sizeBytes: sizeOf['clips/own.flv'],
    modifiedAtEpochMs: null,
    origin: 'application',
  });
  const facts = await run(workbench, 'video.open', { name: 'clips/own.flv' });
  const local = await run(workbench, 'video.open', { name: 'no-index.flv' });
  expect(facts).toEqual({
    ...local,
    name: 'clips/own.flv',
    address: '/v/clips/own.flv',
    state: expect.any(String),
    modifiedAtEpochMs: null,
  });
  expect(workbench.log.counts().all, 'nobody has sought').toBe(0);
});

test('a link to a video of an earlier run opens it, added or not', async () => {
  const workbench = await startWorkbench(await startOwnServers());
  const facts = await run(workbench, 'video.open', { name: 'clips/own.flv' });
  expect(facts.sizeBytes).toBe(sizeOf['clips/own.flv']);
});

test('what the application does not have is refused with its reason, and not listed', async () => {
  const own = await startOwnServers();
  const workbench = await startWorkbench(own);
  const before = await run(workbench, 'library.list', {});
  expect(await workbench.run('library.add-served', { name: 'none.flv' })).toMatchObject({
    ok: false,
    error: {
      code: 'served_video_unusable',
      message: expect.stringMatching(/: none\.flv could not be read: the answer is 404\.$/),
    },
  });
  expect(await run(workbench, 'library.list', {})).toEqual(before);
});

test('storage that is not allowed is not read either', async () => {
  const { applicationUrl } = await startOwnServers();
  const workbench = await startWorkbench({ applicationUrl });
  expect(await workbench.run('library.add-served', { name: 'clips/own.flv' })).toMatchObject({
    ok: false,
    error: { code: 'served_video_unusable' },
  });
});

test('they are there only while that application is asked', async () => {
  const own = await startOwnServers();
  const workbench = await startWorkbench();
  const add = () => workbench.run('library.add-served', { name: 'clips/own.flv' });
  expect(await add()).toMatchObject({ ok: false, error: { code: 'served_video_unusable' } });

  await run(workbench, 'system.configure', own);
  expect(await add()).toMatchObject({ ok: true });
  const names: string[][] = [];
  workbench.subscribe((event) => {
    if (event.event === 'library') names.push(event.data.map(({ name }) => name));
  });
  await run(workbench, 'system.configure', { applicationUrl: null });
  await run(workbench, 'system.configure', own);
  expect(names.map((each) => each.includes('clips/own.flv'))).toEqual([false, true]);
});

/** Its one video is asked for by a signed address. */
async function startSigned(address: string) {
  const file = { path: join(samples, 'no-index.flv'), root: samples };
  const storage = await createStorage({ resolve: () => file });
  const application = await startSignedApplication(address, `${storage.url}/any.flv`);
  onTestFinished(async () => {
    await application.close();
    await storage.close();
  });
  const workbench = await startWorkbench({
    applicationUrl: application.url,
    storageAllow: [new URL(storage.url).host],
  });
  return { application, workbench };
}

test.each([
  ['x.flv?sig=a%2Bb/+=&&e=1', '/v/x.flv?sig=a%2Bb/+=&&e=1'],
  ['x.flv?seek=top&sig=abc', '/v/x.flv?seek=top&sig=abc'],
  ['ADDRESS/v/%78(1).flv?sig=a%2fb&start=9', '/v/%78(1).flv?sig=a%2fb'],
])('%s: the application is asked by path and query as given', async (text, address) => {
  const { application, workbench } = await startSigned(address);
  const name = text.replace('ADDRESS', application.url);
  const library = await run(workbench, 'library.add-served', { name });
  const entry = library.at(-1);
  expect(entry).toMatchObject({ origin: 'application', sizeBytes: sizeOf['clips/own.flv'] });
  expect(JSON.stringify(library), 'a signature is nobody’s to see').not.toContain('sig=');

  const facts = await run(workbench, 'video.open', { name: entry?.name ?? '' });
  expect(facts).toMatchObject({ name: entry?.name, address, isScanned: true });
  const url = streamUrl(workbench.reproxyUrl, facts.address, { start: 1000, seekId: 'page-1.1' });
  expect((await fetch(url)).status).toBe(200);
  expect(application.targets.at(-1)).toBe(`${address}&start=1000`);
  expect(new Set(application.targets)).toEqual(new Set([address, `${address}&start=1000`]));
});

test('videos that differ in their query alone are two, each under its name', async () => {
  const { workbench } = await startSigned('/v/x.flv?id=1');
  const other = await startSigned('/v/x.flv?id=2');
  const add = async (name: string) =>
    (await run(workbench, 'library.add-served', { name })).at(-1)?.name;
  expect(await add('x.flv?id=1')).toBe('x.flv?…');
  const { configuration: own } = await run(workbench, 'system.status', {});
  const { configuration } = await run(other.workbench, 'system.status', {});
  await run(workbench, 'system.configure', configuration);
  expect(await add('x.flv?id=2')).toBe('x (2).flv?…');
  expect(await add('x.flv?id=2'), 'the same once more').toBe('x (2).flv?…');
  await run(workbench, 'system.configure', own);
  expect(await add('x.flv?id=1')).toBe('x.flv?…');
});

test('where no query is wanted, a ? is one of the name', async () => {
  const { application, workbench } = await startSigned('/v/what%3F.flv');
  const library = await run(workbench, 'library.add-served', { name: 'what?.flv' });
  expect(library.at(-1)?.name).toBe('what?.flv');
  const facts = await run(workbench, 'video.open', { name: 'what?.flv' });
  expect(facts.address).toBe('/v/what%3F.flv');
  expect(application.targets).toEqual([
    '/v/what?.flv',
    '/v/what%3F.flv',
    ...application.targets.slice(2).fill('/v/what%3F.flv'),
  ]);
});

test('a link with its query opens; one without it says what is missing', async () => {
  const { workbench } = await startSigned('/v/x.flv?sig=abc');
  const facts = await run(workbench, 'video.open', { name: 'x.flv?sig=abc' });
  expect(facts).toMatchObject({ name: 'x.flv?sig=abc', address: '/v/x.flv?sig=abc' });
  expect(await workbench.run('video.open', { name: 'x.flv?…' })).toMatchObject({
    ok: false,
    error: { code: 'served_video_unusable', message: expect.stringContaining('its query') },
  });
});

test('a file of the library with a ? in its name has one address', async () => {
  const mediaDir = await makeTempDir();
  await copyFile(join(samples, 'no-index.flv'), join(mediaDir, 'what?sig=a.flv'));
  const workbench = await createWorkbench({
    dataDir: await makeTempDir(),
    sampleDir: samples,
    mediaPaths: [mediaDir],
  });
  onTestFinished(() => workbench.close());
  const facts = await run(workbench, 'video.open', { name: 'what?sig=a.flv' });
  expect(facts.address).toBe('/v/what%3Fsig%3Da.flv');
  const response = await fetch(streamUrl(workbench.reproxyUrl, facts.address));
  expect((await response.arrayBuffer()).byteLength).toBe(facts.sizeBytes);
});

test('a video of an application that honours no Range is read whole, with progress', async () => {
  const bytes = await readFile(join(samples, 'no-index.flv'));
  const half = 110_000;
  const application = await createScriptedServer(({ socket, header }) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${bytes.length}\r\n\r\n`);
    socket.write(header('range') === undefined ? bytes.subarray(0, half) : bytes);
  });
  onTestFinished(() => application.close());
  const workbench = await startWorkbench({ applicationUrl: application.url });
  await run(workbench, 'library.add-served', { name: 'x.flv' });
  const told: number[] = [];
  const onProgress = (reading: VideoReading) => {
    if (reading.kind !== 'progress') return;
    // The rest comes once somebody has heard of the beginning.
    if (told.length === 0) application.requests.at(-1)?.socket.write(bytes.subarray(half));
    told.push(reading.progress.bytesRead);
  };
  const facts = await workbench.call('video.open', { name: 'x.flv' }, { onProgress });
  const local = await run(workbench, 'video.open', { name: 'no-index.flv' });
  expect(facts).toMatchObject({ index: local.index, sizeBytes: bytes.length, isScanned: true });
  expect(facts.findings.map(({ code }) => code)).toContain('source_copied');
  expect(told[0]).toBeLessThanOrEqual(half);
});
