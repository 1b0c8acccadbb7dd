import { expect, it } from 'vitest';
import type { CheckResult } from '../../contract/check.ts';
import type { PlayedOn, Seek } from '../../contract/seek.ts';
import { makeExchange, makeSeek } from '../../contract/test-support/make-records.ts';
import { judgeSeek } from '../judge-seek.ts';

const over = (patch: Partial<Seek>) =>
  makeSeek({ state: 'played', played: { timeMs: 0 }, ...patch });

function playsOn(seek: Seek): CheckResult | undefined {
  const exchanges = seek.source === 'buffer' ? [] : [makeExchange()];
  const bodies = exchanges.map(() => null);
  const results = judgeSeek({ seek, exchanges, bodies, facts: null, sizeBytes: null });
  return results.find(({ code }) => code === 'plays_on');
}

const after = (playedOn: PlayedOn | null, patch: Partial<Seek> = {}) =>
  playsOn(over({ playedOn, ...patch }));

it('passes where playback went on, also from the buffer', () => {
  const clean = { watchedMs: 3020, stalledMs: 0 };
  for (const source of ['network', 'buffer'] as const) {
    expect(after(clean, { source })).toMatchObject({
      result: 'pass',
      message: 'It played on for 3,020 ms without a stall.',
    });
  }
  expect(after({ watchedMs: 3020, stalledMs: 200 })?.result).toBe('pass');
});

it('warns of a stall that is seen, and fails for a long one', () => {
  expect(after({ watchedMs: 3020, stalledMs: 201 })?.result).toBe('warn');
  expect(after({ watchedMs: 3020, stalledMs: 1000 })?.result).toBe('warn');
  expect(after({ watchedMs: 480, stalledMs: 1001 })).toMatchObject({
    result: 'fail',
    seen: '1,001 ms',
    expected: 'at most 200 ms',
    message:
      'It stood still for 1,001 ms within the first 480 ms of playing on: nothing of what follows was there.',
  });
});

it('is skipped where nothing was played on, or too little', () => {
  expect(after(null)).toMatchObject({
    result: 'skip',
    message: 'It was not played on from there.',
  });
  expect(after({ watchedMs: 999, stalledMs: 10 })).toMatchObject({
    result: 'skip',
    message: 'Playing on was watched for 999 ms only.',
  });
  expect(after({ watchedMs: 1000, stalledMs: 0 })?.result).toBe('pass');
  expect(after({ watchedMs: 3020, stalledMs: 0 }, { state: 'superseded' })?.result).toBe('skip');
});
