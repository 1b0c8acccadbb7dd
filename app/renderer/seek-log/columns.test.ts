import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Settings } from '../../contract/settings.ts';
import { placeColumns } from './columns.ts';

type Choice = Settings['logColumns'];

const asEver = { hidden: [], widths: {} };

const shown = (roomPx: number, hasVideos = false, choice: Choice = asEver) =>
  placeColumns(roomPx, { hasVideos, hasLongNumbers: false, hasMarks: false }, choice)
    .filter(({ isShown }) => isShown)
    .map(({ key }) => key);

test('what matters most goes last', () => {
  expect(shown(2000, true)).toEqual([
    'number',
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
  expect(shown(0)).toEqual(['number', 'result', 'asked']);
});

test('they fit, and one that is shown is never behind one that is not', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 240, max: 3000 }),
      fc.record({ hasVideos: fc.boolean(), hasLongNumbers: fc.boolean(), hasMarks: fc.boolean() }),
      (px, rows) => {
        const placed = placeColumns(px, rows, asEver);
        expect(placed.some(({ key, isShown }) => key === 'marks' && isShown)).toBe(rows.hasMarks);
        const first = placed.findIndex(({ isShown }) => !isShown);
        if (first >= 0) expect(placed.slice(first).every(({ isShown }) => !isShown)).toBe(true);
        const visible = placed.filter(({ isShown }) => isShown);
        const needed = visible.map(
          (each) => each.shownPx ?? (rows.hasLongNumbers ? each.longWidthPx : each.widthPx),
        );
        expect(needed.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(
          Math.max(px, rows.hasMarks ? 344 : 240),
        );
        // One takes what is left over.
        expect(visible.filter(({ shownPx }) => shownPx === null)).toHaveLength(1);
      },
    ),
  );
});

test('what was chosen holds: columns are left out, and are as wide as they were made', () => {
  expect(shown(2000, false, { hidden: ['landed', 'asked'], widths: {} })).not.toContain('landed');
  // Without these a row says nothing.
  expect(shown(2000, false, { hidden: ['number', 'result', 'asked'], widths: {} })).toEqual(
    shown(2000),
  );
  const widths = { picture: 200, asked: 300 };
  const placed = placeColumns(
    2000,
    { hasVideos: false, hasLongNumbers: false, hasMarks: false },
    { hidden: [], widths },
  );
  const px = Object.fromEntries(placed.map(({ key, shownPx }) => [key, shownPx]));
  expect(px).toMatchObject({ picture: 200, asked: 300, result: null });
  expect(shown(640, false, { hidden: [], widths: { picture: 200 } })).not.toContain('status');
});
