import { expect, test } from 'vitest';
import { isStrongDate, mayUseRange } from './if-range.ts';

const lastModified = 'Sat, 28 Nov 2026 05:00:00 GMT';
const sent = { etag: '"a"', lastModified, isDateStrong: true };

test.each([
  ['no condition', undefined, {}, true],
  ['the tag', '"a"', {}, true],
  ['another tag', '"b"', {}, false],
  ['a weak tag, though it is the same', 'W/"a"', { etag: 'W/"a"' }, false],
  ['the date', lastModified, {}, true],
  [
    'the date, where the file may have changed within its second',
    lastModified,
    { isDateStrong: false },
    false,
  ],
  ['another date', 'Sat, 28 Nov 2026 05:00:01 GMT', {}, false],
  ['the same date in another form', 'Saturday, 28-Nov-26 05:00:00 GMT', {}, false],
  ['what is neither', 'a', {}, false],
  ['a tag, where none was sent', '"a"', { etag: null }, false],
])('%s', (_, condition, patch, isMet) => {
  expect(mayUseRange(condition, { ...sent, ...patch })).toBe(isMet);
});

test('a date is strong a second later', () => {
  expect(isStrongDate(5000, 5999)).toBe(false);
  expect(isStrongDate(5000, 6000)).toBe(true);
  expect(isStrongDate(Number.NaN, 6000)).toBe(false);
  expect(isStrongDate(5000, Number.NaN)).toBe(false);
});
