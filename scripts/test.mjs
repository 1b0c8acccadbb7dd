// npm test: unit tests, then end-to-end tests on both doors. `--conformance` adds the comparison with
// the real servers, which have to be installed. The last line is the sum of all.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfNeeded } from './lib/build.mjs';
import { findBrowser, installBrowser } from './lib/find-browser.mjs';
import { projectDir, tell } from './lib/project.mjs';
import { readPlaywrightCounts, readVitestCounts } from './lib/test-counts.mjs';

const resultsDir = join(projectDir, 'test-results');

rmSync(resultsDir, { recursive: true, force: true });
mkdirSync(resultsDir, { recursive: true });

const browser = findBrowser() ?? installBrowser();
if (browser === undefined) {
  giveUp('No Chromium: install one, or set CHROMIUM_PATH to the one to use.');
}
await buildIfNeeded().catch((error) => giveUp(`The build failed: ${error.message}`));

const counts = [runVitest('vitest.config.ts'), runPlaywright()];
if (process.argv.includes('--conformance')) counts.push(runVitest('vitest.conformance.config.ts'));

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
process.exitCode = failed + refused.length > 0 ? 1 : 0;

/**
 * Ends before any test could run.
 * @param {string} reason
 */
function giveUp(reason) {
  tell(reason);
  process.stdout.write('0 passed, 1 failed, 0 skipped\n');
  process.exit(1);
}

/** @param {string} config */
function runVitest(config) {
  const report = join(resultsDir, config.replace('.config.ts', '.json'));
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const isOk = runTool('vitest/vitest.mjs', ['run', '--config', config, ...reporters]);
  return withExit(isOk, readVitestCounts(report));
}

function runPlaywright() {
  const isOk = runTool('@playwright/test/cli.js', ['test']);
  return withExit(isOk, readPlaywrightCounts(join(resultsDir, 'playwright.json')));
}

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
  return status === 0;
}

/**
 * A tool that fails without a failed test, for example by an unhandled rejection, has failed.
 * @param {boolean} isOk
 * @param {import('./lib/test-counts.mjs').Counts} counts
 */
function withExit(isOk, counts) {
  return isOk || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}
