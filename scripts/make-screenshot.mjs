// Takes the README's picture, docs/images/seeklab.png, of the program as it is now.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import { buildIfNeeded } from './lib/build.mjs';
import { chromiumSwitches, findBrowser } from './lib/find-browser.mjs';
import { projectDir } from './lib/project.mjs';
import { commandLineFile } from './lib/run-command-line.mjs';

const seeks = ['0:12.6', '#21', '@700000', '0:42.3'];

await buildIfNeeded();
const dataDir = mkdtempSync(join(tmpdir(), 'seeklab-screenshot-'));
const seeklab = spawn(
  process.execPath,
  [commandLineFile, 'serve', '--json', '--data-dir', dataDir],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const [line] = await once(createInterface({ input: seeklab.stdout }), 'line');
const { consoleUrl } = JSON.parse(line);

const executablePath = findBrowser();
if (executablePath === undefined) throw new Error('no Chromium to take the picture with');
const browser = await chromium.launch({ executablePath, args: chromiumSwitches() });
try {
  await takePicture();
} finally {
  await browser.close();
  seeklab.kill('SIGTERM');
  await once(seeklab, 'exit');
  rmSync(dataDir, { recursive: true });
}

async function takePicture() {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    colorScheme: 'dark',
  });
  await page.goto(consoleUrl);
  const rows = page.getByRole('table', { name: 'Seek log' }).locator('tbody tr');
  /** Until the column Picture says after how long the picture was shown. */
  const untilShown = (/** @type {number} */ row) =>
    rows.nth(row).getByRole('cell').nth(5).getByText(/ ms$/).waitFor();
  // The sample opens by itself.
  await untilShown(0);
  const box = page.getByLabel('Go to a time, byte offset or keyframe');
  for (const [index, text] of seeks.entries()) {
    await box.fill(text);
    await box.press('Enter');
    await untilShown(index + 1);
  }
  await box.press('Escape');
  await page.screenshot({ path: join(projectDir, 'docs', 'images', 'seeklab.png') });
}
