import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { defaultConfiguration } from '../../contract/system.ts';
import { videoPath } from '../../http/video-path.ts';
import { ask } from '../../origin/test-support/raw-request.ts';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { startEmbeddedSystem } from '../embedded-system.ts';
import { createFaults } from '../faults/faults.ts';
import { createLibrary, type Library } from './library.ts';
import { localVideoOpener } from './open-local-video.ts';

const PREFIX = Buffer.from('464c5601010000000900000009', 'hex');
const BYTES = Buffer.from('0123456789abcdef');

async function startWith(fileName: string) {
  const folder = await makeTempDir();
  await mkdir(join(folder, 'clips'));
  await writeFile(join(folder, 'clips', fileName), BYTES);
  return startOver(await createLibrary({ sampleDir: folder }));
}

async function startOver(library: Library) {
  const system = await startEmbeddedSystem({
    library,
    faults: createFaults({ hasTrackers: false, onChange: () => undefined }),
    mogile: null,
    reproxyPort: 0,
    publicHosts: [],
    consoleOrigin: () => null,
    isEverybodyPaced: false,
    watchBody: () => null,
    configuration: defaultConfiguration,
    targets: { isKnown: () => false, find: () => null },
    onExchange: () => undefined,
  });
  onTestFinished(() => system.close());
  return { system, port: Number(new URL(system.reproxyUrl).port) };
}

it.each([
  'plain.flv',
  'a b.flv',
  'ü – 日本 🎬.flv',
  '100%25.flv',
  'a#b?c&d=e.flv',
  'semi;colon,comma.flv',
  `it's "quoted".FLV`,
  'dots...flv',
])('a file named %s goes from disk through storage, application and reproxy', async (name) => {
  const { port } = await startWith(name);
  const target = `/v${videoPath(`clips/${name}`)}`;
  expect((await ask(port, 'GET', target)).body).toEqual(BYTES);
  const seek = await ask(port, 'GET', `${target}?start=10`);
  expect(seek.status).toBe(200);
  expect(seek.body).toEqual(Buffer.concat([PREFIX, BYTES.subarray(10)]));
});

it.skipIf(process.platform !== 'linux')(
  'a file whose name is no UTF-8 goes the same way, under one address, and is opened',
  async () => {
    const folder = await makeTempDir();
    const path = Buffer.concat([
      Buffer.from(`${folder}/caf`),
      Buffer.of(0xe9),
      Buffer.from('.flv'),
    ]);
    await writeFile(path, BYTES);
    const library = await createLibrary({ sampleDir: folder });
    expect(library.entries().map(({ name }) => name)).toEqual(['caf%E9.flv']);
    const video = await localVideoOpener(library)('caf%E9.flv');
    expect(await video?.source.read(0, 99)).toEqual(new Uint8Array(BYTES));
    await video?.close();
    const { port } = await startOver(library);
    const target = '/v/caf%25E9.flv';
    expect(videoPath('caf%E9.flv')).toBe('/caf%25E9.flv');
    const seek = await ask(port, 'GET', `${target}?start=10`);
    expect(seek.body).toEqual(Buffer.concat([PREFIX, BYTES.subarray(10)]));
  },
);

it('is down and up again without storage, on the same address', async () => {
  const { system, port } = await startWith('a.flv');
  const status = async () => (await ask(port, 'GET', '/v/clips/a.flv?start=10')).status;
  const { url } = system.status().storage;
  expect(await status()).toBe(200);
  await system.switchPart('storage', false);
  expect(system.status().storage).toMatchObject({ url, isUp: false });
  expect(await status()).toBe(503);
  await system.switchPart('storage', true);
  expect(system.status().storage).toMatchObject({ url, isUp: true });
  expect(await status()).toBe(200);
});
