// Draws assets/icon/icon.png, the app's icon, from the page's. Run it only when that one changes:
// the result is committed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumSwitches, findBrowser } from './lib/find-browser.mjs';
import { projectDir } from './lib/project.mjs';

const executablePath = findBrowser();
if (executablePath === undefined) throw new Error('no Chromium to draw with');
const svg = readFileSync(join(projectDir, 'app', 'renderer', 'design', 'icon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath, args: chromiumSwitches() });
const page = await browser.newPage({ viewport: { width: 512, height: 512 } });
// The margin that systems expect around an app's icon.
await page.setContent(`<style>body { margin: 24px } svg { width: 464px }</style>${svg}`);
await page.screenshot({
  path: join(projectDir, 'assets', 'icon', 'icon.png'),
  omitBackground: true,
});
await browser.close();
