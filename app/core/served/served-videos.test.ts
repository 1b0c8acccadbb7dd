import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { videoPath } from '../../http/video-path.ts';
import { createApplication } from '../../origin/application.ts';
import { createStorage } from '../../origin/storage.ts';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
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
  expect(facts).toEqual({ ...local, name: 'clips/own.flv', modifiedAtEpochMs: null });
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
