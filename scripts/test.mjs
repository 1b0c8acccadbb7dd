// npm test: unit tests, then end-to-end tests on both doors. `--conformance` adds the comparison with
// the real servers, which have to be installed. The last line is the sum of all.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { buildIfNeeded } from './lib/build.mjs';
import { findBrowser, installBrowser } from './lib/find-browser.mjs';
import { installFfmpeg, whyNoFfmpeg } from './lib/find-ffmpeg.mjs';
import { projectDir, tell } from './lib/project.mjs';
import { readPlaywrightCounts, readVitestCounts, slowestOf } from './lib/test-counts.mjs';

const resultsDir = join(projectDir, 'test-results');
const SLOWEST_TOLD = 10;

rmSync(resultsDir, { recursive: true, force: true });
mkdirSync(resultsDir, { recursive: true });

const browser = findBrowser() ?? installBrowser();
if (browser === undefined) {
  giveUp('No Chromium: install one, or set CHROMIUM_PATH to the one to use.');
}
if (whyNoFfmpeg() !== null) installFfmpeg();
await buildIfNeeded().catch((error) => giveUp(`The build failed: ${error.message}`));

const counts = [runVitest('vitest.config.ts'), runPlaywright()];
if (process.argv.includes('--conformance')) counts.push(runVitest('vitest.conformance.config.ts'));

const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.flatMap((count) => count.failed);
const skipped = counts.flatMap((count) => count.skipped);

const slowest = slowestOf(
  counts.flatMap(({ timed }) => timed),
  SLOWEST_TOLD,
);

process.stdout.write('\nThe slowest tests:\n');
for (const { title, durationMs } of slowest) {
  process.stdout.write(`${(durationMs / 1000).toFixed(1).padStart(7)} s  ${title}\n`);
}
for (const { title, reason } of failed) {
  process.stdout.write(`failed: ${title}\n${firstLines(reason)}\n`);
}
for (const { title, reason } of skipped) {
  process.stdout.write(`skipped: ${title} (${reason || 'no reason given'})\n`);
}
// With SEEKLAB_ALLOWED_SKIPS only skips whose reason contains its text are accepted.
const allowed = process.env.SEEKLAB_ALLOWED_SKIPS;
const refused = allowed ? skipped.filter(({ reason }) => !reason.includes(allowed)) : [];
if (refused.length > 0)
  process.stdout.write(`${refused.length} of them may not be skipped here.\n`);
process.stdout.write(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped\n`);
process.exitCode = failed.length + refused.length > 0 ? 1 : 0;

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
  const notes = join(resultsDir, config.replace('.config.ts', '.notes.json'));
  const reporters = [
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    '--reporter=./scripts/lib/run-notes-reporter.mjs',
  ];
  const isOk = runTool('vitest/vitest.mjs', ['run', '--config', config, ...reporters], {
    SEEKLAB_RUN_NOTES: notes,
  });
  return withExit(`vitest with ${config}`, isOk, readVitestCounts(report, notes));
}

function runPlaywright() {
  const isOk = runTool('@playwright/test/cli.js', ['test']);
  return withExit('playwright', isOk, readPlaywrightCounts(join(resultsDir, 'playwright.json')));
}

/**
 * Runs a tool of node_modules.
 * @param {string} script
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function runTool(script, args, env = {}) {
  const { status } = spawnSync(process.execPath, [join('node_modules', script), ...args], {
    cwd: projectDir,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CHROMIUM_PATH: browser, ...env },
  });
  return status === 0;
}

/**
 * A tool that fails without a failed test has failed.
 * @param {string} tool
 * @param {boolean} isOk
 * @param {import('./lib/test-counts.mjs').Counts} counts
 */
function withExit(tool, isOk, counts) {
  if (isOk || counts.failed.length > 0) return counts;
  const reason = 'it failed although no test did: see what it printed, far above';
  return { ...counts, failed: [{ title: tool, reason }] };
}

/**
 * Enough of a message to know what happened where the beginning of a long log is lost.
 * @param {string} message
 */
function firstLines(message) {
  const lines = stripVTControlCharacters(message).split('\n').slice(0, 12);
  return lines.map((line) => `    ${line.slice(0, 300)}`).join('\n');
}
