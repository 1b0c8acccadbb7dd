import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { chromium, expect, test } from '@playwright/test';
import { chromiumSwitches, findBrowser } from '../scripts/lib/find-browser.mjs';
import { projectDir } from '../scripts/lib/project.mjs';

// Every user of the machine can read the command lines of all the others (`ps`). What `seeklab web`
// and `npm start` hand to a browser must be worth nothing to them.

/** In the place of the system's xdg-open: writes down how it was called. */
async function makeOpener(folder: string): Promise<{ path: string; calls: string }> {
  const calls = join(folder, 'calls');
  const opener = join(folder, 'bin', 'xdg-open');
  await mkdir(dirname(opener));
  await writeFile(
    opener,
    `#!/bin/sh\nprintf '%s\\n' "$*" > "${calls}.new"\nmv "${calls}.new" "${calls}"\n`,
  );
  await chmod(opener, 0o755);
  return { path: `${dirname(opener)}${delimiter}${process.env.PATH}`, calls };
}

for (const { name, script, args, env } of [
  { name: 'seeklab web', script: 'seeklab.mjs', args: ['web'], env: {} },
  {
    name: 'npm start, when Electron cannot run',
    script: 'start.mjs',
    args: [],
    env: { ELECTRON_OVERRIDE_DIST_PATH: '/no/electron/here' },
  },
]) {
  test(`${name}: the token is on no command line, and the browser finds the console`, async ({}, testInfo) => {
    const folder = testInfo.outputPath();
    test.skip(process.platform !== 'linux', 'only Linux opens with a program that can be replaced');
    const opener = await makeOpener(folder);
    const program = spawn(
      process.execPath,
      [join('scripts', script), ...args, '--data-dir', join(folder, 'data')],
      {
        cwd: projectDir,
        env: { ...process.env, DISPLAY: ':0', ...env, PATH: opener.path, TMPDIR: folder },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    const ended = once(program, 'exit');
    const [line] = await once(createInterface({ input: program.stdout }), 'line');
    const consoleUrl = String(line).replace(/^Console +/, '');
    await expect.poll(() => readFile(opener.calls, 'utf8').catch(() => '')).not.toBe('');
    const handed = (await readFile(opener.calls, 'utf8')).trim();

    const token = new URL(consoleUrl).pathname.replaceAll('/', '');
    expect(token).toMatch(/^[\w-]{32}$/);
    expect(handed).not.toContain(token);
    expect(((await stat(handed)).mode & 0o777).toString(8)).toBe('600');
    expect(((await stat(dirname(handed))).mode & 0o777).toString(8)).toBe('700');

    const executablePath = findBrowser();
    const browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: chromiumSwitches(),
    });
    const page = await browser.newPage();
    await page.goto(pathToFileURL(handed).href);
    await page.getByRole('list', { name: 'Videos' }).waitFor();
    expect(page.url().replace(/#.*/, '')).toBe(consoleUrl);
    await browser.close();

    program.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    await expect(stat(handed)).rejects.toThrow('ENOENT');
  });
}
