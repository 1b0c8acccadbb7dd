import { defineConfig } from 'vitest/config';

/** Folders that know neither DOM nor Node and keep no state: their tests share the modules that they load. */
export const pureFolders = [
  'app/checks',
  'app/contract',
  'app/faults',
  'app/flv',
  'app/http',
  'app/seek',
];
const pureTests = pureFolders.map((folder) => `${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    // Vitest leaves one processor for whoever watches it; here nobody does.
    maxWorkers: '100%',
    // How long a busy machine may take, not how long a test should.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      { extends: true, test: { name: 'pure', include: pureTests, isolate: false } },
      {
        extends: true,
        test: {
          name: 'own modules',
          include: ['app/**/*.test.ts', 'app/**/*.test.tsx', 'scripts/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...pureTests],
        },
      },
    ],
  },
});
