import { defineConfig } from 'vitest/config';

/** Real servers on the one side, ours on the other; see docs/conformance.md. */
export default defineConfig({
  test: {
    include: ['conformance/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
