import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readPlaywrightCounts, readVitestCounts } from './test-counts.mjs';

const dir = mkdtempSync(join(tmpdir(), 'seeklab-counts-'));
afterAll(() => rmSync(dir, { recursive: true }));

function reportFile(report: object): string {
  const file = join(dir, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return file;
}

const missing = join(dir, 'missing.json');

describe('readVitestCounts', () => {
  test('sums, and names what was skipped', () => {
    const file = reportFile({
      numPassedTests: 2,
      numFailedTests: 1,
      testResults: [
        {
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'a' },
            { status: 'failed', fullName: 'b' },
            { status: 'skipped', fullName: 'c' },
            { status: 'todo', fullName: 'd' },
          ],
        },
      ],
    });
    expect(readVitestCounts(file)).toEqual({
      passed: 2,
      failed: 1,
      skipped: [
        { title: 'c', reason: '' },
        { title: 'd', reason: '' },
      ],
    });
  });

  test('a file that cannot be loaded is a failure, though none of its tests failed', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    const file = reportFile({ numPassedTests: 5, numFailedTests: 0, testResults });
    expect(readVitestCounts(file)).toEqual({ passed: 5, failed: 1, skipped: [] });
  });

  test('no report is a failure', () => {
    expect(readVitestCounts(missing).failed).toBe(1);
  });
});

describe('readPlaywrightCounts', () => {
  const skipped = (projectName: string, description?: string) => ({
    title: 'plays',
    tests: [
      {
        status: 'skipped',
        projectName,
        annotations: description === undefined ? [] : [{ type: 'skip', description }],
      },
    ],
  });

  test('sums, and names what was skipped with its reason', () => {
    const file = reportFile({
      stats: { expected: 7, unexpected: 1, flaky: 0, skipped: 2 },
      errors: [],
      suites: [
        {
          title: 'seek.spec.ts',
          specs: [skipped('electron', 'no real Electron')],
          suites: [{ title: 'far away', specs: [skipped('web')] }],
        },
      ],
    });
    expect(readPlaywrightCounts(file)).toEqual({
      passed: 7,
      failed: 1,
      skipped: [
        { title: '[electron] › seek.spec.ts › plays', reason: 'no real Electron' },
        { title: '[web] › seek.spec.ts › far away › plays', reason: '' },
      ],
    });
  });

  test('what passes only at a second try, and errors outside tests, are failures', () => {
    const file = reportFile({
      stats: { expected: 7, unexpected: 0, flaky: 1, skipped: 0 },
      errors: [{ message: 'the config cannot be read' }],
      suites: [],
    });
    expect(readPlaywrightCounts(file).failed).toBe(2);
  });

  test('no report is a failure', () => {
    expect(readPlaywrightCounts(missing).failed).toBe(1);
  });
});
