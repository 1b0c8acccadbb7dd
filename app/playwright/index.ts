/** `seeklab/playwright`: a running Seeklab for each worker, and what can be expected of a seek. */
export { type SeeklabWorker, test } from './fixtures.ts';
export { expect, type WantedHead } from './matchers.ts';
