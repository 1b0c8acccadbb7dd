// npm test: unit tests, then end-to-end tests on both doors. The last line is the sum of both.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfNeeded } from './lib/build.mjs';
import { findBrowser, installBrowser } from './lib/find-browser.mjs';
import { projectDir, tell } from './lib/project.mjs';
import { readPlaywrightCounts, readVitestCounts } from './lib/test-counts.mjs';

const resultsDir = join(projectDir, 'test-results');
const vitestReport = join(resultsDir, 'vitest.json');
const playwrightReport = join(resultsDir, 'playwright.json');

rmSync(resultsDir, { recursive: true, force: true });
mkdirSync(resultsDir, { recursive: true });

const browser = findBrowser() ?? installBrowser();
if (browser === undefined) {
  tell('No Chromium: install one, or set CHROMIUM_PATH to the one to use.');
  process.exit(1);
}
await buildIfNeeded();

const unit = runTool('vitest/vitest.mjs', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${vitestReport}`,
]);
const endToEnd = runTool('@playwright/test/cli.js', ['test']);

const counts = [readVitestCounts(vitestReport), readPlaywrightCounts(playwrightReport)];
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
const skipped = counts.flatMap((count) => count.skipped);

process.stdout.write('\n');
for (const { title, reason } of skipped) {
  process.stdout.write(`skipped: ${title} (${reason || 'no reason given'})\n`);
}
// With SEEKLAB_ALLOWED_SKIPS only skips whose reason contains its text are accepted.
const allowed = process.env.SEEKLAB_ALLOWED_SKIPS;
const refused = allowed ? skipped.filter(({ reason }) => !reason.includes(allowed)) : [];
if (refused.length > 0)
  process.stdout.write(`${refused.length} of them may not be skipped here.\n`);
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped.length} skipped\n`);
process.exitCode = failed + refused.length > 0 || unit !== 0 || endToEnd !== 0 ? 1 : 0;

/**
 * Runs a tool of node_modules.
 * @param {string} script
 * @param {string[]} args
 */
function runTool(script, args) {
  const { status } = spawnSync(process.execPath, [join('node_modules', script), ...args], {
    cwd: projectDir,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CHROMIUM_PATH: browser },
  });
  return status ?? 1;
}
