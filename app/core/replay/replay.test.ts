import { expect, it } from 'vitest';
import type { ReplayState } from '../../contract/replay.ts';
import { startWorkbench } from '../targets/test-support/start-workbench.ts';
import { run } from '../test-support/run.ts';

const asks = [2, 5, 9].map((keyframe) => ({ kind: 'keyframe' as const, keyframe }));
const list = { kind: 'list' as const, videoName: 'sample.flv', asks };
const base = { accuracy: 'keyframe' as const };

it('seeks of a list are rows of the log; made again in other manners, what changed is told', async () => {
  const workbench = await startWorkbench();
  workbench.setConsoleOrigin('http://127.0.0.1:1');
  const heard: number[] = [];
  const onProgress = ({ items }: ReplayState) => heard.push(items.length);
  const first = await workbench.call(
    'seek.replay',
    { ...base, what: list, whom: { kind: 'same' } },
    { onProgress },
  );
  expect(heard).toEqual([1, 2, 3]);
  expect(first.items.map(({ before, after }) => [before, after.verdict])).toEqual(
    asks.map(() => [null, 'pass']),
  );
  const numbers = first.items.map(({ after }) => after.number);
  const entry = await run(workbench, 'log.get', { number: numbers[1] ?? 0 });
  expect(entry).toMatchObject({
    kind: 'seek',
    seek: { videoName: 'sample.flv', asked: asks[1], state: 'inspected' },
    verdict: { result: 'pass' },
  });

  await run(workbench, 'log.mark', { numbers, marks: { note: 'again' } });
  const whom = { kind: 'personality', personality: 'nginx', hasQuirks: false } as const;
  const what = { kind: 'rows' as const, numbers: [...numbers, 9999] };
  const again = await run(workbench, 'seek.replay', { ...base, what, whom });
  expect(again).toMatchObject({ planned: 3, leftOut: 1 });
  expect(again.items.map(({ before }) => before?.number)).toEqual(numbers);
  for (const { before, after } of again.items) {
    expect(after.landed).toEqual(before?.landed);
    const row = await run(workbench, 'log.get', { number: after.number });
    expect(row.exchanges[0]?.answeredAs).toEqual({ personality: 'nginx', hasQuirks: false });
  }
});

it('a server that went since is told as what changed, and cancelling leaves what was done', async () => {
  const workbench = await startWorkbench();
  const first = await run(workbench, 'seek.replay', {
    ...base,
    what: list,
    whom: { kind: 'same' },
  });
  await run(workbench, 'system.switch-part', { part: 'storage', isUp: false });
  const numbers = first.items.map(({ after }) => after.number);
  const what = { kind: 'rows' as const, numbers };
  const cancelling = new AbortController();
  const states: ReplayState[] = [];
  const replaying = workbench.call(
    'seek.replay',
    { ...base, what, whom: { kind: 'same' } },
    {
      signal: cancelling.signal,
      onProgress(state) {
        states.push(state);
        cancelling.abort();
      },
    },
  );
  await expect(replaying).rejects.toThrow();
  expect(states).toHaveLength(1);
  const [item] = states[0]?.items ?? [];
  expect(item?.before?.verdict).toBe('pass');
  expect(item?.after.verdict).toBe('fail');
  expect(item?.changed).toContainEqual({ code: 'status_expected', before: 'pass', after: 'fail' });
});

it('rows that no seek made are refused', async () => {
  const workbench = await startWorkbench();
  const what = { kind: 'rows' as const, numbers: [1] };
  await expect(
    workbench.call('seek.replay', { ...base, what, whom: { kind: 'same' } }),
  ).rejects.toMatchObject({ code: 'replay_empty' });
});
