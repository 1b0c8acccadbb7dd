import { writeFileSync } from 'node:fs';

/**
 * What vitest's JSON report leaves out of a run.
 * @typedef {object} RunNotes
 * @property {string[]} errors stacks of errors outside tests, such as a rejection nobody handles
 * @property {Record<string, string>} skipReasons by the full name of the test
 */

/** A reporter of vitest that writes the notes of a run to the file that SEEKLAB_RUN_NOTES names. */
export default class RunNotesReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly { message: string, stack?: string }[]} errors
   */
  onTestRunEnd(modules, errors) {
    const file = process.env.SEEKLAB_RUN_NOTES;
    if (file === undefined) return;
    const skipped = modules.flatMap(({ children }) => [...children.allTests('skipped')]);
    const reasons = skipped.map((test) => [fullNameOf(test), reasonOf(test.result())]);
    /** @type {RunNotes} */
    const notes = {
      errors: errors.map(({ message, stack }) => stack ?? message),
      skipReasons: Object.fromEntries(reasons.filter(([, reason]) => reason !== '')),
    };
    writeFileSync(file, JSON.stringify(notes));
  }
}

/** As vitest's JSON report has it; its own has arrows between the parts. */
function fullNameOf(/** @type {import('vitest/node').TestCase} */ test) {
  const names = [test.name];
  for (let { parent } = test; parent.type === 'suite'; parent = parent.parent) {
    names.unshift(parent.name);
  }
  return names.join(' ');
}

function reasonOf(/** @type {import('vitest/node').TestResult} */ result) {
  return (result.state === 'skipped' && result.note) || '';
}
