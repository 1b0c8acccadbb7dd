import { expect, test } from 'vitest';
import type { LibraryEntry } from '../../contract/video.ts';
import { filterEntries, splitName } from './filter-entries.ts';

const entries: LibraryEntry[] = ['clips/Night Drive.flv', 'sample.flv'].map((name) => ({
  name,
  sizeBytes: 1,
  modifiedAtEpochMs: 0,
  origin: 'folder',
}));

test('every word must be in the name, in any order and case', () => {
  const names = (filter: string) => filterEntries(entries, filter).map(({ name }) => name);
  expect(names('')).toHaveLength(2);
  expect(names('drive NIGHT')).toEqual(['clips/Night Drive.flv']);
  expect(names('flv')).toHaveLength(2);
  expect(names('night sample')).toEqual([]);
});

test('a name has its folder in front', () => {
  expect(splitName('a/b/c.flv')).toEqual({ folder: 'a/b/', file: 'c.flv' });
  expect(splitName('c.flv')).toEqual({ folder: '', file: 'c.flv' });
});
