import { expect, test } from 'vitest';
import { makeSeek } from '../../contract/test-support/make-records.ts';
import { createVideoClock } from '../../seek/clock/video-clock.ts';
import { askedTime, seekMarks } from './seek-marks.ts';

const clock = createVideoClock({
  isScanned: true,
  framesPerSecond: 25,
  baseTimestampMs: 0,
  durationMs: 6000,
  frameTimesMs: [0, 2000, 4000],
  index: {
    source: 'scanned',
    timesMs: [0, 2000, 4000],
    offsets: [1000, 2000, 4000],
    sizes: [0, 0, 0],
  },
});
const place = { clock, sizeBytes: 8000 };

test('an offset lies between the keyframes around it', () => {
  const at = (offset: number) => askedTime({ kind: 'offset', offset }, place);
  expect(at(1000)).toBe(0);
  expect(at(3000)).toBe(3000);
  expect(at(6000)).toBe(5000);
  expect(at(9999)).toBe(6000);
  expect(at(500)).toBe(0);
});

test('the chosen seek is on top, however old it is; replaced ones leave no mark', () => {
  const seeks = Array.from({ length: 10 }, (_, i) => makeSeek({ id: `${i}` }));
  const replaced = makeSeek({ id: 'replaced', state: 'superseded' });
  const other = makeSeek({ id: 'other', videoName: 'other.flv' });
  const marks = seekMarks([...seeks, replaced, other], 'sample.flv', seeks[2] ?? null, place);
  expect(marks.map(({ id }) => id)).toEqual(['4', '5', '6', '7', '8', '9', '2']);
  expect(marks.at(-1)).toMatchObject({ askedMs: 42_300, landedMs: 42_000, playedMs: 42_000 });
});
