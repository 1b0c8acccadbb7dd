import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { watchFolders } from './folder-watch.ts';
import { createLibrary } from './library.ts';

it('tells of videos that come and go while it runs', async () => {
  const folder = await makeTempDir();
  const library = await createLibrary({ sampleDir: null, paths: [folder] });
  const told: string[] = [];
  library.onChange((entries) => told.push(entries.map(({ name }) => name).join()));
  onTestFinished(watchFolders({ library, isHeard: () => true, everyMs: 1 }));
  await writeFile(join(folder, 'new.flv'), 'x');
  await vi.waitFor(() => expect(told.at(-1)).toBe('new.flv'), 60_000);
  await rm(join(folder, 'new.flv'));
  await vi.waitFor(() => expect(told.at(-1)).toBe(''), 60_000);
});

it('does not look while nobody is told, and looks again after a failure', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let isHeard = false;
  const list = vi.fn(() => Promise.reject(new Error('EIO')));
  const stop = watchFolders({ library: { list }, isHeard: () => isHeard, everyMs: 10 });
  await vi.advanceTimersByTimeAsync(100);
  expect(list).toHaveBeenCalledTimes(0);
  isHeard = true;
  await vi.advanceTimersByTimeAsync(1000);
  expect(list.mock.calls.length).toBeGreaterThan(2);
  stop();
  const looks = list.mock.calls.length;
  await vi.advanceTimersByTimeAsync(1000);
  expect(list).toHaveBeenCalledTimes(looks);
});

it('gives most of the time to others where looking takes long', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const list = vi.fn(async () => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return [];
  });
  onTestFinished(watchFolders({ library: { list }, isHeard: () => true }));
  await vi.advanceTimersByTimeAsync(2000 + 1000 + 49_000);
  expect(list).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(2000);
  expect(list).toHaveBeenCalledTimes(2);
});
