import { existsSync, readFileSync } from 'node:fs';

/**
 * @typedef {object} Told A test, and why it did not pass.
 * @property {string} title
 * @property {string} reason empty when none is named
 *
 * @typedef {object} Timed A test, and how long it ran.
 * @property {string} title
 * @property {number} durationMs
 *
 * @typedef {object} Counts
 * @property {number} passed
 * @property {Told[]} failed
 * @property {Told[]} skipped
 * @property {Timed[]} timed those that ran
 */

/**
 * Reads the JSON report of vitest. A report that is missing, a file that could not be loaded, and
 * an error outside tests count as one failure each: a run that did not happen is no success.
 * @param {string} file
 * @param {string} notesFile written by `run-notes-reporter.mjs`; may be missing
 * @returns {Counts}
 */
export function readVitestCounts(file, notesFile) {
  if (!existsSync(file)) return noReport(file);
  /** @type {import('./run-notes-reporter.mjs').RunNotes} */
  const { errors, skipReasons } = existsSync(notesFile)
    ? JSON.parse(readFileSync(notesFile, 'utf8'))
    : { errors: [], skipReasons: {} };
  /** @type {{ testResults: VitestFile[] }} */
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: [
      ...testResults.flatMap(failuresOf),
      ...errors.map((reason) => ({ title: 'an error outside tests', reason })),
    ],
    skipped: tests
      .filter(({ status }) => !['passed', 'failed'].includes(status))
      .map(({ fullName }) => ({ title: fullName, reason: skipReasons[fullName] ?? '' })),
    timed: tests.flatMap(({ fullName, duration }) =>
      duration === undefined ? [] : [{ title: fullName, durationMs: duration }],
    ),
  };
}

/**
 * @typedef {{ status: string, fullName: string, duration?: number, failureMessages?: string[] }} VitestResult
 * @typedef {{ status: string, name: string, message: string, assertionResults: VitestResult[] }} VitestFile
 */

/**
 * @param {VitestFile} file
 * @returns {Told[]}
 */
function failuresOf({ status, name, message, assertionResults }) {
  const failed = assertionResults
    .filter((result) => result.status === 'failed')
    .map(({ fullName, failureMessages }) => ({
      title: fullName,
      reason: failureMessages?.join('\n') ?? '',
    }));
  const isUnloaded = status === 'failed' && failed.length === 0;
  return isUnloaded ? [{ title: name, reason: message }] : failed;
}

/**
 * Reads the JSON report of Playwright. A test that passed only at a second try is a failure.
 * @param {string} file
 * @returns {Counts}
 */
export function readPlaywrightCounts(file) {
  if (!existsSync(file)) return noReport(file);
  /** @type {{ errors: { message: string }[], suites: Suite[] }} */
  const { errors, suites } = JSON.parse(readFileSync(file, 'utf8'));
  const tests = suites.flatMap((suite) => testsBelow(suite, []));
  return {
    passed: tests.filter(({ status }) => status === 'expected').length,
    failed: [
      ...tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(({ title, status, results }) => ({ title, reason: whyFailed(status, results) })),
      ...errors.map(({ message }) => ({ title: 'Playwright', reason: message })),
    ],
    skipped: tests
      .filter(({ status }) => status === 'skipped')
      .map(({ title, annotations }) => ({ title, reason: whySkipped(annotations) })),
    timed: tests
      .filter(({ status }) => status !== 'skipped')
      .map(({ title, results }) => ({
        title,
        durationMs: results.reduce((sum, { duration = 0 }) => sum + duration, 0),
      })),
  };
}

/**
 * @param {readonly Timed[]} timed
 * @param {number} count
 * @returns {Timed[]} the slowest first
 */
export function slowestOf(timed, count) {
  return timed.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, count);
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
 * @property {{ duration?: number, error?: { message?: string } }[]} results
 */

/**
 * @param {Suite} suite
 * @param {string[]} parents
 * @returns {(PlaywrightTest & { title: string })[]}
 */
function testsBelow(suite, parents) {
  const titles = [...parents, suite.title];
  const own = suite.specs.flatMap(({ title, tests }) =>
    tests.map((test) => ({
      ...test,
      title: [`[${test.projectName}]`, ...titles, title].join(' › '),
    })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((child) => testsBelow(child, titles))];
}

/**
 * @param {string} status
 * @param {PlaywrightTest['results']} results
 */
function whyFailed(status, results) {
  const reasons = results.map(({ error }) => error?.message ?? '').filter(Boolean);
  return [...(status === 'flaky' ? ['passed at a second try'] : []), ...reasons].join('\n');
}

/** @param {PlaywrightTest['annotations']} annotations */
function whySkipped(annotations) {
  return annotations.find(({ type }) => type === 'skip')?.description ?? '';
}

/**
 * @param {string} file
 * @returns {Counts}
 */
function noReport(file) {
  const failed = [{ title: file, reason: 'no report was written' }];
  return { passed: 0, failed, skipped: [], timed: [] };
}
