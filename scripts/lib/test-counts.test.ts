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
const errorsFile = join(dir, 'errors.json');

describe('readVitestCounts', () => {
  test('sums, and names what failed and what was skipped', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'a' },
      { status: 'failed', fullName: 'b', failureMessages: ['expected 1 to be 2'] },
      { status: 'skipped', fullName: 'c' },
      { status: 'todo', fullName: 'd' },
    ];
    const file = reportFile({ testResults: [{ status: 'failed', assertionResults }] });
    expect(readVitestCounts(file, missing)).toEqual({
      passed: 1,
      failed: [{ title: 'b', reason: 'expected 1 to be 2' }],
      skipped: [
        { title: 'c', reason: '' },
        { title: 'd', reason: '' },
      ],
    });
  });

  test('a file that cannot be loaded is a failure, though none of its tests failed', () => {
    const assertionResults = [{ status: 'passed', fullName: 'a' }];
    const broken = { status: 'failed', name: 'b.test.ts', message: 'no such module' };
    const file = reportFile({ testResults: [{ ...broken, assertionResults }] });
    expect(readVitestCounts(file, missing)).toEqual({
      passed: 1,
      failed: [{ title: 'b.test.ts', reason: 'no such module' }],
      skipped: [],
    });
  });

  test('an error outside tests is a failure, though all tests passed', () => {
    const assertionResults = [{ status: 'passed', fullName: 'a' }];
    const file = reportFile({ testResults: [{ status: 'passed', assertionResults }] });
    writeFileSync(errorsFile, JSON.stringify(['Error: nobody listened']));
    expect(readVitestCounts(file, errorsFile)).toEqual({
      passed: 1,
      failed: [{ title: 'an error outside tests', reason: 'Error: nobody listened' }],
      skipped: [],
    });
  });

  test('no report is a failure', () => {
    expect(readVitestCounts(missing, missing).failed).toEqual([
      { title: missing, reason: 'no report was written' },
    ]);
  });
});

describe('readPlaywrightCounts', () => {
  interface Told {
    projectName?: string;
    skip?: string;
    error?: string;
  }
  const spec = (status: string, { projectName = 'web', skip, error }: Told = {}) => {
    const annotations = skip === undefined ? [] : [{ type: 'skip', description: skip }];
    const results = error === undefined ? [] : [{ error: { message: error } }];
    return { title: 'plays', tests: [{ status, projectName, annotations, results }] };
  };

  test('sums, and names what failed and what was skipped, with the reason', () => {
    const file = reportFile({
      errors: [],
      suites: [
        {
          title: 'seek.spec.ts',
          specs: [
            spec('expected'),
            spec('skipped', { projectName: 'electron', skip: 'no real Electron' }),
          ],
          suites: [
            {
              title: 'far away',
              specs: [spec('skipped'), spec('unexpected', { error: 'no picture' })],
            },
          ],
        },
      ],
    });
    expect(readPlaywrightCounts(file)).toEqual({
      passed: 1,
      failed: [{ title: '[web] › seek.spec.ts › far away › plays', reason: 'no picture' }],
      skipped: [
        { title: '[electron] › seek.spec.ts › plays', reason: 'no real Electron' },
        { title: '[web] › seek.spec.ts › far away › plays', reason: '' },
      ],
    });
  });

  test('what passes only at a second try, and errors outside tests, are failures', () => {
    const file = reportFile({
      errors: [{ message: 'the config cannot be read' }],
      suites: [{ title: 'seek.spec.ts', specs: [spec('flaky', { error: 'no picture' })] }],
    });
    expect(readPlaywrightCounts(file).failed).toEqual([
      { title: '[web] › seek.spec.ts › plays', reason: 'passed at a second try\nno picture' },
      { title: 'Playwright', reason: 'the config cannot be read' },
    ]);
  });

  test('no report is a failure', () => {
    expect(readPlaywrightCounts(missing).failed).toHaveLength(1);
  });
});
