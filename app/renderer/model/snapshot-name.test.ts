import { expect, test } from 'vitest';
import { snapshotName } from './snapshot-name.ts';

const frames = [0, 40, 80, 42_320];
const clock = {
  frames,
  frameAt: (timeMs: number) => frames.findLast((frame) => frame <= timeMs) ?? null,
};

test('a snapshot is named after its video, time and frame', () => {
  expect(snapshotName('sample.flv', clock, 42_319.99)).toBe('sample.flv@0-42.320-3.png');
  expect(snapshotName('theirs://dir/ä b.flv', clock, 41)).toBe('theirs-dir-ä-b.flv@0-00.040-1.png');
  expect(snapshotName('a.flv', clock, null)).toBe('a.flv@unknown.png');
});
