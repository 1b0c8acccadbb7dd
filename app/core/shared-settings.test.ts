import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { withFileLock } from './file-lock.ts';
import { openSettingsStore } from './settings-store.ts';

const CHANGES = 60;

let program: string;
let folder: string;
let path: string;

beforeAll(async () => {
  const outDir = await mkdtemp(join(tmpdir(), 'seeklab-program-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: join(import.meta.dirname, 'test-support/change-settings.ts'),
      outDir,
      rolldownOptions: { output: { entryFileNames: 'program.mjs' } },
    },
    ssr: { noExternal: true },
  });
  program = join(outDir, 'program.mjs');
  return () => rm(outDir, { recursive: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seeklab-shared-'));
  path = join(folder, 'settings.json');
});
afterEach(() => rm(folder, { recursive: true }));

async function startProgram(setting: string): Promise<ChildProcess> {
  const child = fork(program, [path, setting, String(CHANGES)]);
  onTestFinished(() => void child.kill());
  expect(await once(child, 'message')).toContain('ready');
  return child;
}

test('of two programs that change settings at the same instant, neither loses a change', async () => {
  const children = [await startProgram('volume'), await startProgram('isMuted')];
  const ends = children.map((child) => once(child, 'message'));
  for (const child of children) child.send('go');
  expect(await Promise.all(ends)).toEqual(children.map(() => [{ lost: 0 }, undefined]));
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
    volume: CHANGES / 1000,
    isMuted: CHANGES % 2 === 1,
  });
  expect(await readdir(folder)).toEqual(['settings.json']);
}, 120_000);

test('the lock of a program that ended without giving it back is taken away', async () => {
  const child = await startProgram('volume');
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  await writeFile(`${path}.lock`, `${child.pid} ${hostname()} x`);
  const store = await openSettingsStore(path);
  expect(await store.set({ theme: 'dark' })).toMatchObject({ theme: 'dark' });
  expect(await readdir(folder)).toEqual(['settings.json']);
});

test('so is one that is old, whoever made it', async () => {
  await writeFile(`${path}.lock`, '1 another-machine x');
  await utimes(`${path}.lock`, 1, 1);
  expect(await withFileLock(path, async () => 'done')).toBe('done');
  expect(await readdir(folder)).toEqual([]);
});

test('one that is held is waited for', async () => {
  const order: string[] = [];
  let release = () => {};
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  const first = withFileLock(path, async () => {
    await isReleased;
    order.push('first');
  });
  await expect.poll(() => readdir(folder)).toEqual(['settings.json.lock']);
  const second = withFileLock(path, async () => void order.push('second'));
  release();
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'second']);
});
