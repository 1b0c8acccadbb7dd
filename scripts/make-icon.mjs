// Draws assets/icon/icon.png from icon.svg. Run it only to change the icon: the result is committed.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { chromiumSwitches, findBrowser } from './lib/find-browser.mjs';
import { projectDir } from './lib/project.mjs';

const executablePath = findBrowser();
if (executablePath === undefined) throw new Error('no Chromium to draw with');
const browser = await chromium.launch({ executablePath, args: chromiumSwitches() });
const page = await browser.newPage({ viewport: { width: 512, height: 512 } });
await page.goto(pathToFileURL(join(projectDir, 'assets', 'icon', 'icon.svg')).href);
await page.screenshot({
  path: join(projectDir, 'assets', 'icon', 'icon.png'),
  omitBackground: true,
});
await browser.close();
