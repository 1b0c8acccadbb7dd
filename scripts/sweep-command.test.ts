import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { sweepResult, sweepSummary } from '../app/contract/sweep.ts';
import { har } from '../app/report/test-support/har-schema.ts';
import { broken, reportIn, scripted, sweepCommand } from './test-support/swept.ts';

const { command, argsOf, run, folder } = sweepCommand();

test('every keyframe of the sample is well, and each report is written', async () => {
  const dir = await folder();
  const reports = ['json', 'junit', 'csv', 'har'].map((kind) => `${kind}=${join(dir, kind)}`);
  const { out, code } = await run('sample.flv', '--report', reports.join(','));
  expect(out).toMatch(/^keyframes in sample\.flv, seed 1\n {2}asked {3}30 of 30 seeks\n/);
  expect(code).toBe(0);
  expect((await readdir(dir)).toSorted()).toEqual(['csv', 'har', 'json', 'junit']);
  const report = await reportIn(join(dir, 'json'));
  expect(report).toMatchObject({ plan: 'keyframes', seed: 1, shard: null, endedEarly: null });
  expect(report.results.map(({ ask }) => ask)).toEqual(
    Array.from({ length: 30 }, (_, keyframe) => ({ kind: 'keyframe', keyframe })),
  );
  expect(report.checks.find(({ code: each }) => each === 'status_expected')?.pass).toBe(30);
  const { entries } = har.parse(JSON.parse(await readFile(join(dir, 'har'), 'utf8'))).log;
  // The hops of seeks that are well, too.
  expect(entries).toHaveLength(30 * 3);
});

test('a file that is none says so, and not only that the plan found nothing in it', async () => {
  const dir = await folder();
  const [empty, wrong] = ['empty.flv', 'wrong.flv'].map((name) => join(dir, name));
  await writeFile(`${empty}`, '');
  await writeFile(`${wrong}`, '<html>404</html>');
  for (const [path, told] of [
    [empty, 'empty.flv: '],
    [wrong, 'wrong.flv: The file does not begin with an FLV file header'],
  ]) {
    const { err, code } = await run(`${path}`);
    expect(err).toContain('plan_empty');
    expect(err).toContain(told);
    expect(code).toBe(2);
  }
});

test('several videos as several personalities, each with its own asks', async () => {
  const { out, code } = await run(
    ...['sample.flv', 'no-index.flv', '--plan', 'keyframes+edges', '--json', '--concurrency', '8'],
    ...['--personality', 'nginx', '--personality', 'cdn', '--personality', 'lighttpd'],
  );
  const lines = out.trimEnd().split('\n');
  const summary = sweepSummary.parse(JSON.parse(lines.pop() ?? ''));
  const results = lines.map((line) => sweepResult.parse(JSON.parse(line)));
  expect({ code, fail: summary.counts.fail }).toEqual({ code: 0, fail: 0 });
  expect(summary.targets.map(({ personality }) => personality)).toEqual([
    'nginx',
    'cdn',
    'lighttpd',
  ]);
  expect(results.length).toBe(summary.counts.planned);
  const [sample, other] = summary.videos;
  const keyframes = 3 * ((sample?.keyframes ?? 0) + (other?.keyframes ?? 0));
  expect(results.length).toBe(keyframes + 3 * 2 * 17);
  // Whoever answered is the one whose turn it was: nginx has a prefix of its own.
  const prefixes = (target: number) =>
    new Set(results.filter((each) => each.target === target).map(({ seek }) => seek.prefixHex));
  expect(prefixes(0)).toContain('464c5601050000000900000000');
  expect(prefixes(2)).toContain('464c5601010000000900000009');
});

test('a server that is wrong fails, and the text says how to ask again', async () => {
  const server = await scripted(broken);
  const { out, code } = await run(
    ...['sample.flv', '--plan', 'random:5', '--target', `there=${server.url}/{name}?start={start}`],
  );
  expect(code).toBe(1);
  expect(out).toContain('verdict fail: 0 passed, 0 warned, 5 failed');
  expect(out).toMatch(/fail {4}@[\d,]+ in sample\.flv at there: status_expected\n/);
  expect(out).toMatch(
    / {10}seeklab seek sample\.flv --at @\d+ --target 'http:.*start=\{start\}'\n/,
  );
});

test('where nobody is, it ends with 3', async () => {
  const server = await scripted(() => undefined);
  await server.close();
  const target = `${server.url}/{name}?start={start}`;
  const { out, code } = await run('sample.flv', '--plan', 'random:999', '--target', target);
  expect(code).toBe(3);
  expect(out).toContain('nobody was there to ask');
});

test('interrupted, it writes what was done and says so', async () => {
  const dir = await folder();
  const server = await scripted((request) => {
    if (server.requests.length <= 4) broken(request);
  });
  const child = command.start(
    argsOf([
      ...['sample.flv', '--plan', 'random:99', '--report', `json=${join(dir, 'a.json')}`],
      ...['--concurrency', '2', '--target', `${server.url}/{name}?start={start}`],
    ]),
  );
  const told = text(child.stderr);
  const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  // Four were answered and judged, and two are waited for.
  await server.request(6);
  child.kill('SIGINT');
  expect(await ended).toBe('SIGINT');
  expect(await told).toContain('Interrupted: what was done stands in ');
  const report = await reportIn(join(dir, 'a.json'));
  expect(report).toMatchObject({ endedEarly: 'interrupted', counts: { planned: 99, done: 4 } });
  expect(report.results.length).toBe(4);
});

test('shards merged are the run that was not shared out', async () => {
  const dir = await folder();
  const at = (name: string) => join(dir, name);
  const plan = ['--plan', 'keyframes+random:9+edges', '--seed', '5'];
  // How long answers take is another thing on a machine with other work.
  await writeFile(at('patient.json'), '{"checks": {"first_byte_in_time": "off"}}');
  plan.push('--budget', at('patient.json'));
  const sweeps = [['whole'], ['1', '--shard', '1/2'], ['2', '--shard', '2/2']];
  for (const [name, ...shard] of sweeps) {
    const { code } = await run(
      'sample.flv',
      ...plan,
      ...shard,
      '--report',
      `json=${at(`${name}.json`)}`,
    );
    expect(code).toBe(0);
  }
  const merge = (...names: string[]) => command.run('report', 'merge', ...names.map(at));
  const { code, err } = await merge('merged.json', '2.json', '1.json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const [whole, merged] = [await reportIn(at('whole.json')), await reportIn(at('merged.json'))];
  const shown = ({ results }: typeof whole) =>
    results.map(({ number, plan: part, ask, seek }) => ({
      number,
      part,
      ask,
      landed: seek.landed,
    }));
  expect(shown(merged)).toEqual(shown(whole));
  expect(merged.counts).toEqual(whole.counts);
  expect(merged.shard).toBeNull();
  const half = await merge('half.json', '2.json');
  expect({ code: half.code, err: half.err }).toEqual({
    code: 1,
    err: 'Of 2 shards these are missing: 1.\n',
  });
  const twice = await merge('twice.json', '1.json', '1.json');
  expect(twice.err).toContain('reports_unlike');
});

test('what got worse from one report to another', async () => {
  const dir = await folder();
  const [before, after] = [join(dir, 'before.json'), join(dir, 'after.json')];
  let isBroken = false;
  const server = await scripted((request) => {
    if (isBroken) broken(request);
    else request.socket.end('HTTP/1.1 416 No\r\nContent-Length: 0\r\n\r\n');
  });
  const args = [
    'sample.flv',
    '--plan',
    'edges',
    '--target',
    `there=${server.url}/{name}?start={start}`,
  ];
  await run(...args, '--report', `json=${before}`);
  isBroken = true;
  await run(...args, '--report', `json=${after}`);
  const { out, code } = await command.run('report', 'diff', before, after);
  expect(code).toBe(1);
  expect(out).toMatch(/^ {2}seeks {3}[1-9]\d* worse, 0 better, /);
  expect(out).toMatch(
    /worse {3}start=\d+ in sample\.flv at there: pass before, now fail, beyond_end_refused\n/,
  );
  const same = await command.run('report', 'diff', before, before);
  expect({ code: same.code, out: same.out.split('\n')[0] }).toEqual({
    code: 0,
    out: '  seeks   0 worse, 0 better, 17 the same',
  });
});

test('places from a file, and the line that names none', async () => {
  const dir = await folder();
  const path = join(dir, 'places.txt');
  await writeFile(path, '# by hand\n@1204887\n\n0:42.3\n#21\n');
  const { out, code } = await run('sample.flv', '--plan', `file:${path}`, '--json');
  expect(code).toBe(0);
  const asks = out
    .split('\n')
    .slice(0, 3)
    .map((line) => JSON.parse(line).ask);
  expect(asks.map(({ kind }) => kind)).toEqual(['offset', 'time', 'keyframe']);
  await writeFile(path, '#1\nnowhere\n');
  const refused = await run('sample.flv', '--plan', `file:${path}`);
  expect(refused.err).toContain(`plan_line_not_understood: Line 2 of "${path}"`);
  expect(refused.code).toBe(2);
});

test.each([
  [['sample.flv', '--plan', 'keyframe'], 'plan_not_understood'],
  [['audio-only.flv', '--plan', 'keyframes'], 'plan_empty'],
  [['sample.flv', '--shard', '3/2'], '--shard is "3/2"'],
  [['sample.flv', '--concurrency', '0'], '--concurrency is "0"'],
  [['sample.flv', '--report', 'pdf=a'], '--report is "pdf=a"'],
  [['sample.flv', '--report', 'json=/nowhere/a.json'], 'output_unwritable'],
  [[], 'takes a NAME, FILE or URL'],
])('%j is refused before anything is asked', async (args, told) => {
  const { out, err, code } = await run(...args);
  expect({ out, code }).toEqual({ out: '', code: 2 });
  expect(err).toContain(told);
});
