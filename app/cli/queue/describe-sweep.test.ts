import { expect, it } from 'vitest';
import { toParsedArgs } from '../../core/options/parsed-args.ts';
import { readSweepSettings } from '../sweep/sweep-options.ts';
import { refuseUnqueued } from './describe-sweep.ts';

const queue = 'redis://127.0.0.1:6379';

it.each([
  [{ shard: '1/2' }, 'usage'],
  [{ application: 'http://127.0.0.1:1' }, 'queue_cannot'],
  [{ mogile: '127.0.0.1:1' }, 'queue_cannot'],
  [{ fault: ['storage:down'] }, 'queue_cannot'],
  [{ playback: true }, 'queue_cannot'],
  [{ plan: 'keyframes+file:places.txt' }, 'queue_cannot'],
])('%j is not shared out', (values, code) => {
  const args = toParsedArgs({ queue, ...values }, ['sample.flv']);
  const refuse = () => refuseUnqueued(args, readSweepSettings(args));
  expect(refuse).toThrow(expect.objectContaining({ code }));
});

it('all else is', () => {
  const args = toParsedArgs({ queue, plan: 'edges+every-tag', whole: true }, ['sample.flv']);
  expect(() => refuseUnqueued(args, readSweepSettings(args))).not.toThrow();
});
