import { defineConfig } from 'vitest/config';

/** `npm run conformance`: the reproxy beside the real servers; needs them installed. */
export default defineConfig({
  test: {
    include: ['conformance/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
