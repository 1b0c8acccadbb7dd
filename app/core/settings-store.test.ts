import { execFileSync } from 'node:child_process';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultSettings, settings } from '../contract/settings.ts';
import { openSettingsStore } from './settings-store.ts';
import { SMALL_FILE_BYTES } from './small-file.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seeklab-settings-'));
  path = join(folder, 'deep', 'settings.json');
});
afterEach(() => rm(folder, { recursive: true }));

test('starts with the defaults and keeps changes between runs', async () => {
  const first = await openSettingsStore(path);
  expect(first.get()).toEqual(defaultSettings);
  await first.set({ theme: 'dark' });
  const second = await openSettingsStore(path);
  expect(second.get()).toEqual({ ...defaultSettings, theme: 'dark' });
});

test('changes at the same time are all kept', async () => {
  const store = await openSettingsStore(path);
  await Promise.all([
    store.set({ theme: 'light' }),
    store.set({ volume: 0.5 }),
    store.set({ isMuted: true }),
  ]);
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
    ...defaultSettings,
    theme: 'light',
    volume: 0.5,
    isMuted: true,
  });
});

test.each([
  ['no JSON', '{ "theme": '],
  ['values of a wrong type', '{ "theme": "pink" }'],
  ['another kind of JSON', '[]'],
])('a damaged file (%s) gives the defaults', async (_, text) => {
  const damaged = join(folder, 'settings.json');
  await writeFile(damaged, text);
  expect((await openSettingsStore(damaged)).get()).toEqual(defaultSettings);
});

test('two programs share the file: no change fails, no reading is torn, nothing is left', async () => {
  const [one, other] = await Promise.all([openSettingsStore(path), openSettingsStore(path)]);
  await one.set({ volume: 0 });
  let isOver = false;
  const reader = (async () => {
    // The file is whole at every moment.
    while (!isOver) settings.parse(JSON.parse(await readFile(path, 'utf8')));
  })();
  const change = async (store: typeof one) => {
    for (let n = 1; n <= 60; n += 1) await store.set({ volume: n / 60 });
  };
  await Promise.all([change(one), change(other)]);
  isOver = true;
  await reader;
  expect(await readdir(dirname(path))).toEqual(['settings.json']);
});

test('what another program has changed meanwhile stays', async () => {
  const [one, other] = await Promise.all([openSettingsStore(path), openSettingsStore(path)]);
  await other.set({ theme: 'dark' });
  expect(await one.set({ volume: 0.5 })).toMatchObject({ theme: 'dark', volume: 0.5 });
});

describe('where no file can be', () => {
  const places: readonly [string, string, () => Promise<unknown>][] = [
    ['a folder', 'it is no file', () => mkdir(path, { recursive: true })],
    [
      'a named pipe',
      'it is no file',
      async () => {
        await mkdir(dirname(path));
        execFileSync('mkfifo', [path]);
      },
    ],
    ['below a file', 'its folder is no folder', () => writeFile(dirname(path), '')],
    [
      'a link in a circle',
      'its links lead in a circle',
      async () => {
        await mkdir(dirname(path));
        await symlink(path, path);
      },
    ],
  ];
  test.each(places)('%s: starts, refuses changes, keeps the old value', async (_, detail, make) => {
    await make();
    const store = await openSettingsStore(path);
    expect(store.get()).toEqual(defaultSettings);
    await expect(store.set({ theme: 'dark' })).rejects.toMatchObject({
      code: 'settings_unwritable',
      message: expect.stringContaining(detail),
    });
    expect(store.get()).toEqual(defaultSettings);
    expect(await readdir(folder)).toEqual(['deep']);
  });
});

test('after a change that failed, the next one is tried', async () => {
  await mkdir(path, { recursive: true });
  const store = await openSettingsStore(path);
  await expect(store.set({ theme: 'dark' })).rejects.toThrow();
  await rm(path, { recursive: true });
  expect(await store.set({ volume: 0.5 })).toEqual({ ...defaultSettings, volume: 0.5 });
});

test('a file of any size is read up to a bound', async () => {
  const large = join(folder, 'settings.json');
  await writeFile(large, `{"theme":"dark"${' '.repeat(SMALL_FILE_BYTES)}}`);
  expect((await openSettingsStore(large)).get()).toEqual(defaultSettings);
});

test('a link to the file stays a link', async () => {
  const real = join(folder, 'elsewhere.json');
  await writeFile(real, '{"theme":"light"}');
  const link = join(folder, 'settings.json');
  await symlink(real, link);
  const store = await openSettingsStore(link);
  expect(store.get().theme).toBe('light');
  await store.set({ theme: 'dark' });
  expect(await realpath(link)).toBe(await realpath(real));
  expect(JSON.parse(await readFile(real, 'utf8'))).toMatchObject({ theme: 'dark' });
});
