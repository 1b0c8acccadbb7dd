import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { findBrowser } from './find-browser.ts';

async function programs(...paths: string[]) {
  const dir = await makeTempDir();
  for (const path of paths) {
    await mkdir(join(dir, path, '..'), { recursive: true });
    await writeFile(join(dir, path), '');
    await chmod(join(dir, path), 0o755);
  }
  return dir;
}

it('finds what is installed, the quickest first; what is named goes before', async () => {
  const dir = await programs('a/google-chrome', 'a/chromium', 'b/chromium-headless-shell', 'own');
  const PATH = [join(dir, 'a'), join(dir, 'b')].join(delimiter);
  const found = (named?: string, env: Record<string, string> = { PATH }) =>
    findBrowser(named, { platform: 'linux', env, workingDir: dir });
  expect(await found()).toBe(join(dir, 'b/chromium-headless-shell'));
  expect(await found(undefined, { PATH: join(dir, 'a') })).toBe(join(dir, 'a/chromium'));
  expect(await found('own')).toBe(join(dir, 'own'));
  expect(await found(undefined, { PATH, SEEKLAB_BROWSER: 'own' })).toBe(join(dir, 'own'));
  expect(await found(undefined, { PATH, SEEKLAB_BROWSER: '' })).toBe(
    join(dir, 'b/chromium-headless-shell'),
  );
});

it('says what it looked for, and that what is named is no program', async () => {
  const surroundings = { platform: 'linux', env: { PATH: '' }, workingDir: '/' } as const;
  await expect(findBrowser(undefined, surroundings)).rejects.toMatchObject({
    code: 'browser_missing',
    message: expect.stringContaining('chromium-headless-shell'),
  });
  await expect(findBrowser('nowhere/chrome', surroundings)).rejects.toMatchObject({
    code: 'browser_missing',
    message: expect.stringContaining('"nowhere/chrome" is no program'),
  });
});
