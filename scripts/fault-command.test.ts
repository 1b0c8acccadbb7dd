import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultKinds } from '../app/faults/fault-kinds.ts';
import { kindPattern } from '../app/faults/fault-text.ts';
import { reportIn, samples, sweepCommand } from './test-support/swept.ts';

const { command, run, folder } = sweepCommand();

test('a sweep under a fault says so in each report, and how to ask for it again', async () => {
  const dir = await folder();
  const reports = ['json', 'csv', 'html', 'junit', 'har'].map(
    (kind) => `${kind}=${join(dir, kind)}`,
  );
  const fault = 'storage:flipped-byte@+60,every=3';
  const { out, code } = await run(
    ...['no-index.flv', '--whole', '--concurrency', '1', '--fault', fault],
    ...['--report', reports.join(',')],
  );
  expect(code).toBe(1);
  const { results } = await reportIn(join(dir, 'json'));
  const shown = results.map((each) => each.fault);
  expect(shown).toEqual(results.map((_, i) => (i % 3 === 2 ? fault : null)));
  expect(results.map(({ verdict }) => verdict.result)).toEqual(
    shown.map((each) => (each === null ? 'pass' : 'fail')),
  );
  const again = '--fault storage:flipped-byte@+60';
  expect(out).toMatch(new RegExp(`${again.replace('+', '\\+')}$`, 'm'));
  const [csv = '', html = '', junit = '', har = ''] = await Promise.all(
    ['csv', 'html', 'junit', 'har'].map((kind) => readFile(join(dir, kind), 'utf8')),
  );
  const failures = shown.filter((each) => each !== null).length;
  expect(csv.split('\r\n').filter((line) => line.includes(`,"${fault}",fail,`))).toHaveLength(
    failures,
  );
  expect(csv).toContain(again);
  for (const report of [html, junit, har]) expect(report).toContain(fault);
});

test('a seek under a fault says so, and is judged all the same', async () => {
  const args = [
    'seek',
    'sample.flv',
    '--at',
    '#15',
    '--fault',
    'storage:404;application:latency=5',
  ];
  const { out, code } = await command.run(
    ...args,
    '--media',
    samples,
    '--data-dir',
    join(command.dir, 'data'),
  );
  expect(out).toMatch(/^ {2}fault {3}application:latency=5, shown on purpose$/m);
  expect(out).toMatch(/^ {2}fault {3}storage:404, shown on purpose$/m);
  expect(out).toContain('storage_bad_status');
  expect(code).not.toBe(0);
});

test.each([
  ['seek', 'storage:stal@5', 'at character 9, "stal"'],
  ['serve', 'tracker:down', 'no tracker is asked without --mogile'],
])('%s refuses %s before anything is done', async (name, fault, told) => {
  const { err, code } = await command.run(
    ...[
      name,
      ...(name === 'serve' ? [] : ['sample.flv']),
      ...(name === 'seek' ? ['--at', '#1'] : []),
    ],
    ...['--fault', fault, '--data-dir', join(command.dir, 'data')],
  );
  expect(err).toContain(told);
  expect(code).toBe(2);
});

test('the help lists all that there are', async () => {
  const { out } = await command.run('seek', '--help');
  for (const kind of faultKinds) expect(out).toContain(kindPattern(kind).split(':')[1]);
});
