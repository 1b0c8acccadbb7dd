import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  frameTicks,
  pan,
  reveal,
  rulerTimes,
  spacedPlaces,
  tickColumns,
  timeToX,
  wholeVideo,
  xToTime,
  zoomAt,
} from './timeline-view.ts';

test('zooming keeps the time under the pointer where it is', () => {
  const view = zoomAt({ fromMs: 0, toMs: 60_000 }, 60_000, 42_000, 0.5);
  expect(view.toMs - view.fromMs).toBe(30_000);
  expect(timeToX(view, 1000, 42_000)).toBeCloseTo(700);
});

test('no zoom and no pan ever leaves the video', () => {
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const factor = fc.double({ min: 0.01, max: 100, noNaN: true });
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 1e8, noNaN: true }),
      fc.array(fc.tuple(place, factor), { maxLength: 20 }),
      (durationMs, moves) => {
        let view = wholeVideo(durationMs);
        for (const [share, by] of moves) {
          const anchorMs = xToTime(view, 1, share);
          view = pan(zoomAt(view, durationMs, anchorMs, by), durationMs, (by - 1) * durationMs);
          expect(view.fromMs).toBeGreaterThanOrEqual(-1e-6 * durationMs);
          expect(view.toMs).toBeLessThanOrEqual(durationMs * (1 + 1e-6));
          expect(view.toMs).toBeGreaterThan(view.fromMs);
        }
      },
    ),
  );
});

test('revealing a time moves only when it is out of sight', () => {
  const view = { fromMs: 10_000, toMs: 20_000 };
  expect(reveal(view, 60_000, 15_000)).toBe(view);
  expect(reveal(view, 60_000, 40_000)).toEqual({ fromMs: 35_000, toMs: 45_000 });
  expect(reveal(view, 60_000, 59_000)).toEqual({ fromMs: 50_000, toMs: 60_000 });
});

test('ruler labels are round and far enough apart', () => {
  expect(rulerTimes({ fromMs: 0, toMs: 60_000 }, 600, 70)).toEqual({
    stepMs: 10_000,
    timesMs: [0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000],
  });
  expect(rulerTimes({ fromMs: 41_950, toMs: 42_150 }, 600, 70).timesMs).toEqual([
    41_960, 42_000, 42_040, 42_080, 42_120,
  ]);
});

test('a hundred thousand ticks come to no more than one per pixel', () => {
  const timesMs = Array.from({ length: 100_000 }, (_, i) => i);
  const columns = tickColumns({ fromMs: 0, toMs: 99_999 }, 800, timesMs);
  expect(columns).toHaveLength(801);
  expect(columns.reduce((sum, { count }) => sum + count, 0)).toBe(timesMs.length);
  expect(tickColumns({ fromMs: 10, toMs: 20 }, 100, [0, 9, 10, 15, 15, 20, 21])).toEqual([
    { x: 0, count: 1 },
    { x: 50, count: 2 },
    { x: 100, count: 1 },
  ]);
});

test('places that are labelled are in sight and apart, and no room is left', () => {
  const times = fc
    .array(fc.nat(100_000), { maxLength: 200 })
    .map((each) => each.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(
      times,
      fc.nat(90_000),
      fc.integer({ min: 1, max: 200 }),
      (timesMs, fromMs, apartPx) => {
        const view = { fromMs, toMs: fromMs + 10_000 };
        const x = (place: number) => timeToX(view, 1000, timesMs[place] ?? Number.NaN);
        const places = spacedPlaces(view, 1000, timesMs, apartPx);
        for (const [i, place] of places.entries()) {
          expect(x(place)).toBeGreaterThanOrEqual(0);
          expect(x(place)).toBeLessThanOrEqual(1000);
          if (i > 0)
            expect(x(place) - x(places[i - 1] ?? 0)).toBeGreaterThanOrEqual(apartPx - 1e-6);
        }
        for (const [place, timeMs] of timesMs.entries()) {
          if (timeMs < fromMs || timeMs > view.toMs) continue;
          const isCovered = places.some(
            (each) => x(place) >= x(each) && x(place) - x(each) < apartPx + 1e-6,
          );
          expect(isCovered).toBe(true);
        }
      },
    ),
  );
});

test('frames have ticks where there is room for them, and numbers further apart', () => {
  const timesMs = Array.from({ length: 1000 }, (_, n) => n * 40);
  const room = { tickPx: 5, labelPx: 44 };
  expect(frameTicks({ fromMs: 0, toMs: 40_000 }, 800, timesMs, room)).toBeNull();
  expect(frameTicks({ fromMs: 1990, toMs: 2410 }, 800, timesMs, room)).toEqual({
    first: 50,
    end: 61,
    labelStep: 1,
  });
  expect(frameTicks({ fromMs: 0, toMs: 3990 }, 800, timesMs, room)).toMatchObject({
    labelStep: 10,
  });
  expect(frameTicks({ fromMs: 50_000, toMs: 51_000 }, 800, timesMs, room)).toBeNull();
});
