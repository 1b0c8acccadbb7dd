import { writeFileSync } from 'node:fs';

/**
 * A reporter of vitest for what its JSON report leaves out: errors outside tests, such as a
 * rejection that nobody handles. Writes their stacks as a JSON list to the file that
 * SEEKLAB_UNHANDLED_ERRORS names.
 */
export default class UnhandledErrorsReporter {
  /**
   * @param {unknown} _modules
   * @param {readonly { message: string, stack?: string }[]} errors
   */
  onTestRunEnd(_modules, errors) {
    const file = process.env.SEEKLAB_UNHANDLED_ERRORS;
    const stacks = errors.map(({ message, stack }) => stack ?? message);
    if (file !== undefined) writeFileSync(file, JSON.stringify(stacks));
  }
}
