import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultSettings } from '../contract/settings.ts';
import { openSettingsStore } from './settings-store.ts';

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
