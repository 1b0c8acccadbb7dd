import { defineConfig } from '@playwright/test';
import type { DoorOption } from './e2e/fixtures.ts';

// The same specs run on both doors. Each test starts a Seeklab of its own, on free ports, with a
// data folder of its own.
export default defineConfig<DoorOption>({
  testDir: 'e2e',
  outputDir: 'test-results/playwright',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  // Videos are decoded by the processor: more at once only makes each of them late.
  workers: 2,
  // How long a busy machine may take: what has to be quick is said by the test itself.
  timeout: 600_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: {
    // What is not there is named before the whole test's time is over.
    actionTimeout: 120_000,
    screenshot: 'only-on-failure',
    // Pictures of a page that plays video cost more than the tests themselves, and make them slow
    // enough to fail. `npm run e2e -- --trace retain-on-failure` takes them.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false },
  },
  projects: [
    // What only the desktop has is tried there only.
    {
      name: 'web',
      use: { door: 'web' },
      testIgnore: ['**/desktop*.spec.ts', '**/player-harness/**'],
    },
    {
      name: 'electron',
      use: { door: 'electron' },
      // The desktop's window is never as narrow as a phone, needs no other program to show it, and ends
      // with its own; reports are opened in a browser, and where a file is saved the system asks.
      testIgnore: [
        '**/narrow.spec.ts',
        '**/browser-door.spec.ts',
        '**/two-pages.spec.ts',
        '**/adding.spec.ts',
        '**/reports.spec.ts',
        '**/downloads.spec.ts',
        '**/lost-workbench.spec.ts',
        '**/player-harness/**',
      ],
    },
    // The player alone, in a page and with a server of its own that can be told to misbehave.
    { name: 'player', testMatch: '**/player-harness/**/*.spec.ts' },
  ],
});
