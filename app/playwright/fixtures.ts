import {
  test as base,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestInfo,
  type TestType,
} from '@playwright/test';
import type { SeeklabOptions } from '../node/options.ts';
import type { Exchange } from '../node/records.ts';
import type { Seeklab } from '../node/seeklab.ts';
import { startSeeklab } from '../node/start-seeklab.ts';

/** Of what a failed test is given along; the newest exchanges count. */
const MAX_ATTACHED = 50;

export interface SeeklabWorker {
  /** What the system is started with: `use: { seeklabOptions: { media: ['videos'] } }`. */
  seeklabOptions: SeeklabOptions;
  /** A running system of this worker, shared by its tests. */
  seeklab: Seeklab;
}

interface SeeklabTest {
  seeklabEvidence: undefined;
}

/** Playwright's `test` with a running Seeklab; what went over the wire is attached to a test that fails. */
export const test: TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & SeeklabTest,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions & SeeklabWorker
> = base.extend<SeeklabTest, SeeklabWorker>({
  seeklabOptions: [{}, { option: true, scope: 'worker' }],
  seeklab: [
    async ({ seeklabOptions }, use) => {
      const seeklab = await startSeeklab(seeklabOptions);
      await use(seeklab);
      await seeklab.close();
    },
    { scope: 'worker' },
  ],
  seeklabEvidence: [
    async ({ seeklab }, use, testInfo) => {
      // What the test before did is not waited for.
      seeklab.forgetSeeks();
      const before = new Set(seeklab.exchanges().map(({ id }) => id));
      await use(undefined);
      await seeklab.clearFaults();
      const own = seeklab.exchanges().filter(({ id }) => !before.has(id));
      if (testInfo.status !== testInfo.expectedStatus) await attach(testInfo, own);
    },
    { auto: true },
  ],
});

async function attach(testInfo: TestInfo, exchanges: readonly Exchange[]): Promise<void> {
  const newest = exchanges.slice(-MAX_ATTACHED);
  if (newest.length === 0) return;
  const heads = newest.map(headsOf).join('\n');
  await testInfo.attach('heads', { body: heads, contentType: 'text/plain' });
  await testInfo.attach('exchanges', {
    body: JSON.stringify(newest, null, 2),
    contentType: 'application/json',
  });
}

/** The raw heads of all hops, in the order in which they were asked. */
function headsOf({ id, target, outcome, hops, error }: Exchange): string {
  const parts = hops.map(({ kind, peer, requestHead, responseHead }) => {
    return `--- ${kind} ${peer}\n${requestHead}${responseHead || '(no response)\n'}`;
  });
  const why = error === null ? '' : ` ${error.code}: ${error.message}`;
  return [`=== exchange ${id} ${target} ${outcome}${why}`, ...parts].join('\n');
}
