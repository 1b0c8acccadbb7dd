import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeColumns } from './columns.ts';

const shown = (roomPx: number, hasVideos = false, hasLongNumbers = false) =>
  placeColumns(roomPx, { hasVideos, hasLongNumbers })
    .filter(({ isShown }) => isShown)
    .map(({ key }) => key);

test('what matters most goes last', () => {
  expect(shown(2000, true)).toEqual([
    'name',
    'result',
    'asked',
    'landed',
    'error',
    'picture',
    'firstByte',
    'status',
    'target',
    'video',
    'start',
    'played',
    'source',
  ]);
  expect(shown(2000)).not.toContain('video');
  expect(shown(640)).toEqual(shown(2000).slice(0, 8));
  expect(shown(639)).toEqual(shown(2000).slice(0, 7));
  expect(shown(0)).toEqual(['name', 'result', 'asked']);
});

test('they fit, and one that is shown is never behind one that is not', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 240, max: 3000 }),
      fc.boolean(),
      fc.boolean(),
      (px, videos, long) => {
        const placed = placeColumns(px, { hasVideos: videos, hasLongNumbers: long });
        const first = placed.findIndex(({ isShown }) => !isShown);
        if (first >= 0) expect(placed.slice(first).every(({ isShown }) => !isShown)).toBe(true);
        const visible = placed.filter(({ isShown }) => isShown);
        const needed = visible.map(
          (each) => each.shownPx ?? (long ? each.longWidthPx : each.widthPx),
        );
        expect(needed.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(Math.max(px, 240));
        // One takes what is left over.
        expect(visible.filter(({ shownPx }) => shownPx === null)).toHaveLength(1);
      },
    ),
  );
});
