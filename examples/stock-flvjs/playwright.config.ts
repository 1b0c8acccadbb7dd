import { defineConfig } from '@playwright/test';
import type { SeeklabWorker } from 'seeklab/playwright';

// Playwright's own Chromium has no H.264: a Chrome or a Chromium of the system has.
const executablePath = process.env.CHROMIUM;

export default defineConfig<object, SeeklabWorker>({
  testMatch: '*.spec.ts',
  use: {
    seeklabOptions: { personality: 'cdn' },
    ...(executablePath
      ? { launchOptions: { executablePath, args: ['--no-sandbox', '--disable-gpu'] } }
      : { channel: 'chrome' }),
  },
});
