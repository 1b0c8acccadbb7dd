import { expect, it, test } from 'vitest';
import { makeSummary } from '../../report/test-support/make-sweep.ts';
import { refuseOtherGround, refuseOtherPlan } from './fitting-baseline.ts';

const half = { index: 1, total: 2 };
const whole = makeSummary();

/** What is said of a baseline; null: it fits. */
function refusal(baseline = whole, now = whole): string | null {
  const named = { path: 'b.json', summary: baseline };
  try {
    refuseOtherPlan(named, now);
    refuseOtherGround(named, now);
    return null;
  } catch (error) {
    expect(error).toMatchObject({ code: 'baseline_unlike', exitCode: 2 });
    return error instanceof Error ? error.message : '';
  }
}

it('fits with the same asks, and with more than are asked now', () => {
  expect(refusal()).toBeNull();
  expect(refusal(whole, makeSummary({ shard: half }))).toBeNull();
  expect(refusal(makeSummary({ shard: half }), makeSummary({ shard: half }))).toBeNull();
  expect(refusal(whole, makeSummary({ targets: whole.targets.slice(1) }))).toBeNull();
  const moved = whole.targets.map((target) => ({ ...target, pattern: 'http://elsewhere/' }));
  expect(refusal(whole, makeSummary({ targets: moved }))).toBeNull();
});

const [video] = whole.videos.map((each) => ({ ...each, sizeBytes: 7 }));

test.each([
  [{ plan: 'edges' }, 'its plan is "edges", not "keyframes+edges"'],
  [{ seed: 2 }, 'its seed is 2, not 1'],
  [{ shard: half }, 'it is shard 1 of 2 only'],
  [{ videos: [] }, 'it has no video "sample.flv"'],
  [{ videos: video ? [video] : [] }, '"sample.flv" had 7 bytes and now has 2870000'],
  [{ targets: whole.targets.slice(1) }, 'it has no target "embedded as nginx"'],
  [{ targets: whole.targets.slice(0, 1) }, 'it has no target "origin-3"'],
])('%j does not fit', (other, told) => {
  expect(refusal(makeSummary(other))).toContain(told);
});
