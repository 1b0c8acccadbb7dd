import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readPlaywrightCounts, readVitestCounts, slowestOf } from './test-counts.mjs';

const dir = mkdtempSync(join(tmpdir(), 'seeklab-counts-'));
afterAll(() => rmSync(dir, { recursive: true }));

function reportFile(report: object): string {
  const file = join(dir, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return file;
}

const missing = join(dir, 'missing.json');
const notesFile = join(dir, 'notes.json');

describe('readVitestCounts', () => {
  test('sums, and names what failed and what was skipped', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'a', duration: 20 },
      { status: 'failed', fullName: 'b', duration: 30, failureMessages: ['expected 1 to be 2'] },
      { status: 'skipped', fullName: 'c' },
      { status: 'todo', fullName: 'd' },
    ];
    const skipReasons = { c: 'ffprobe is not installed' };
    writeFileSync(notesFile, JSON.stringify({ errors: [], skipReasons }));
    const file = reportFile({ testResults: [{ status: 'failed', assertionResults }] });
    expect(readVitestCounts(file, notesFile)).toEqual({
      passed: 1,
      failed: [{ title: 'b', reason: 'expected 1 to be 2' }],
      skipped: [
        { title: 'c', reason: 'ffprobe is not installed' },
        { title: 'd', reason: '' },
      ],
      timed: [
        { title: 'a', durationMs: 20 },
        { title: 'b', durationMs: 30 },
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
      timed: [],
    });
  });

  test('an error outside tests is a failure, though all tests passed', () => {
    const assertionResults = [{ status: 'passed', fullName: 'a' }];
    const file = reportFile({ testResults: [{ status: 'passed', assertionResults }] });
    const notes = { errors: ['Error: nobody listened'], skipReasons: {} };
    writeFileSync(notesFile, JSON.stringify(notes));
    expect(readVitestCounts(file, notesFile)).toEqual({
      passed: 1,
      failed: [{ title: 'an error outside tests', reason: 'Error: nobody listened' }],
      skipped: [],
      timed: [],
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
    const results = error === undefined ? [] : [{ duration: 40, error: { message: error } }];
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
      timed: [
        { title: '[web] › seek.spec.ts › plays', durationMs: 0 },
        { title: '[web] › seek.spec.ts › far away › plays', durationMs: 40 },
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

test('slowestOf: the slowest first, and no more than asked for', () => {
  const timed = [30, 10, 50, 40].map((durationMs) => ({ title: `${durationMs}`, durationMs }));
  expect(slowestOf(timed, 3).map(({ title }) => title)).toEqual(['50', '40', '30']);
});
