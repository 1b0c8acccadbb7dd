import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { broken, reportIn, scripted, sweepCommand } from './test-support/swept.ts';

const { command, argsOf, run, folder } = sweepCommand();
const LONG = { timeout: 120_000 };

/** What a process started. */
function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'latin1')
      .split(' ')
      .filter(Boolean)
      .map(Number),
  );
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A long sweep in two processes, whose first results have come. */
async function started(...options: string[]) {
  const child = command.start(
    argsOf(['sample.flv', '--plan', 'random:1000000', '--processes', '2', '--json', ...options]),
  );
  await once(child.stdout, 'data');
  child.stdout.resume();
  const own = childrenOf(child.pid ?? 0);
  expect(own.length).toBe(2);
  return { child, own };
}

const allGone = (own: readonly number[]) =>
  vi.waitFor(() => expect(own.filter(isThere)).toEqual([]), LONG);

test('two processes come to what one comes to, also with a shard', async () => {
  const dir = await folder();
  const at = (name: string) => join(dir, name);
  // How long answers take is another thing on a machine with other work.
  await writeFile(at('patient.json'), '{"checks": {"first_byte_in_time": "off"}}');
  const plan = ['--plan', 'keyframes+random:20+edges', '--shard', '1/2', '--seed', '3'];
  for (const name of ['1', '2']) {
    const options = ['--processes', name, '--report', `json=${at(`${name}.json`)}`];
    const { code, err } = await run(
      'sample.flv',
      ...plan,
      '--budget',
      at('patient.json'),
      ...options,
    );
    expect({ name, code, err }).toMatchObject({ code: 0, err: expect.stringContaining('seeks') });
  }
  const [one, two] = [await reportIn(at('1.json')), await reportIn(at('2.json'))];
  const shown = ({ results, ...summary }: typeof one) => ({
    ...{ shard: summary.shard, counts: summary.counts, checks: summary.checks },
    ...{ videos: summary.videos, targets: summary.targets, endedEarly: summary.endedEarly },
    results: results.map(({ number, ask, seek: { landed, state, status }, verdict }) => ({
      ...{ number, ask, landed, state, status, verdict },
    })),
  });
  expect(shown(two)).toEqual(shown(one));
});

test('told to end it writes what was done, and no process is left', async () => {
  const report = join(await folder(), 'report.json');
  const { child, own } = await started('--report', `json=${report}`);
  const told = text(child.stderr);
  child.kill('SIGINT');
  await once(child, 'exit');
  expect(await told).toContain(`Interrupted: what was done stands in ${report}.`);
  const { endedEarly, shard, results } = await reportIn(report);
  expect({ endedEarly, shard }).toEqual({ endedEarly: 'interrupted', shard: null });
  expect(results.length).toBeGreaterThan(0);
  await allGone(own);
});

test('killed it leaves no process behind', async () => {
  const { child, own } = await started();
  child.kill('SIGKILL');
  await allGone(own);
});

test('a process that is killed is named, and the others end', async () => {
  const { child, own } = await started();
  const told = text(child.stderr);
  process.kill(own[1] ?? 0, 'SIGKILL');
  await once(child, 'exit');
  expect(await told).toContain('Shard 2 of 2 failed at worker process 2');
  await allGone(own);
});

test('failures of all processes count, and ports and queues are refused', async () => {
  const report = join(await folder(), 'report.json');
  const { url } = await scripted(broken);
  const target = ['--target', `${url}/{name}?start={start}`, '--max-failures', '5'];
  const { code } = await run(
    ...['sample.flv', '--plan', 'random:5000', '--processes', '2', ...target],
    ...['--report', `json=${report}`],
  );
  const { endedEarly, counts } = await reportIn(report);
  expect({ code, endedEarly }).toEqual({ code: 1, endedEarly: 'max_failures' });
  expect(counts.fail).toBeGreaterThanOrEqual(5);
  expect(counts.done).toBeLessThan(5000);
  for (const [option, value] of [
    ['port', '1234'],
    ['fault', 'storage:404,every=3'],
  ] as const) {
    const refused = await run('sample.flv', '--processes', '2', `--${option}`, value);
    expect(refused.err).toContain(`--processes goes without --${option}`);
    expect(refused.code).toBe(2);
  }
});
