import { existsSync, readFileSync } from 'node:fs';

/**
 * @typedef {object} Skip
 * @property {string} title
 * @property {string} reason empty when the test names none
 *
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {Skip[]} skipped
 */

/**
 * Reads the JSON report of vitest. A report that is missing, or a file that could not be loaded,
 * counts as one failure: a run that did not happen is no success.
 * @param {string} file
 * @returns {Counts}
 */
export function readVitestCounts(file) {
  if (!existsSync(file)) return noReport;
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const tests = report.testResults.flatMap(
    (/** @type {{ assertionResults: VitestResult[] }} */ result) => result.assertionResults,
  );
  const unloaded = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: VitestResult[] }} */ result) =>
      result.status === 'failed' &&
      result.assertionResults.every(({ status }) => status !== 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: tests
      .filter((/** @type {VitestResult} */ test) => !['passed', 'failed'].includes(test.status))
      .map((/** @type {VitestResult} */ test) => ({ title: test.fullName, reason: '' })),
  };
}

/** @typedef {{ status: string, fullName: string }} VitestResult */

/**
 * Reads the JSON report of Playwright. A test that passed only at a second try is a failure.
 * @param {string} file
 * @returns {Counts}
 */
export function readPlaywrightCounts(file) {
  if (!existsSync(file)) return noReport;
  const { stats, errors, suites } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: suites.flatMap((/** @type {Suite} */ suite) => skipsBelow(suite, [])),
  };
}

/**
 * @typedef {object} Suite
 * @property {string} title
 * @property {Suite[]} [suites]
 * @property {{ title: string, tests: PlaywrightTest[] }[]} specs
 *
 * @typedef {object} PlaywrightTest
 * @property {string} status
 * @property {string} projectName
 * @property {{ type: string, description?: string }[]} annotations
 */

/**
 * @param {Suite} suite
 * @param {string[]} parents
 * @returns {Skip[]}
 */
function skipsBelow(suite, parents) {
  const titles = [...parents, suite.title];
  const own = suite.specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ projectName, annotations }) => ({
        title: [`[${projectName}]`, ...titles, title].join(' › '),
        reason: annotations.find(({ type }) => type === 'skip')?.description ?? '',
      })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((child) => skipsBelow(child, titles))];
}

/** @type {Counts} */
const noReport = { passed: 0, failed: 1, skipped: [] };
