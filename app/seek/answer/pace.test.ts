import { expect, it } from 'vitest';
import { isFarEnough } from './pace.ts';

const place = { firstMs: 42_000, lastMs: 46_500 };

it('reads 4 s ahead of the playhead', () => {
  expect(isFarEnough(place, 42_400, false)).toBe(true);
  expect(isFarEnough(place, 42_600, false)).toBe(false);
});

it('reads little more than a sought picture needs', () => {
  expect(isFarEnough(place, 45_800, true)).toBe(true);
  expect(isFarEnough(place, 46_000, true)).toBe(false);
});

it('counts from the first tag while the playhead is still before it', () => {
  expect(isFarEnough(place, 0, false)).toBe(true);
  expect(isFarEnough({ firstMs: 42_000, lastMs: 45_000 }, 0, false)).toBe(false);
});

it('reads on until there is a media tag', () => {
  expect(isFarEnough({ firstMs: Number.NaN, lastMs: Number.NaN }, 0, true)).toBe(false);
});
