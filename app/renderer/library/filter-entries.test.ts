import { expect, test } from 'vitest';
import type { LibraryEntry } from '../../contract/video.ts';
import { filterEntries, groupEntries, splitName } from './filter-entries.ts';

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

test('own videos come before samples, with headings only when there are both', () => {
  const sample: LibraryEntry = {
    name: 'a.flv',
    sizeBytes: 1,
    modifiedAtEpochMs: 0,
    origin: 'sample',
  };
  const names = (list: LibraryEntry[]) =>
    groupEntries(list).map((row) => (row.kind === 'heading' ? row.text : row.entry.name));
  expect(names([sample, ...entries])).toEqual([
    'Yours',
    'clips/Night Drive.flv',
    'sample.flv',
    'Samples',
    'a.flv',
  ]);
  expect(names([sample])).toEqual(['a.flv']);
  expect(names(entries)).toEqual(['clips/Night Drive.flv', 'sample.flv']);
});

test('numbers in names are ordered as numbers', () => {
  const clips = ['clip-10.flv', 'clip-2.flv', 'clip-1.flv'].map(
    (name): LibraryEntry => ({ name, sizeBytes: 1, modifiedAtEpochMs: 0, origin: 'folder' }),
  );
  const names = groupEntries(clips).map((row) => row.kind === 'entry' && row.entry.name);
  expect(names).toEqual(['clip-1.flv', 'clip-2.flv', 'clip-10.flv']);
});

test('a name is a folder, a start and an end', () => {
  expect(splitName('a/b/c.flv')).toEqual({ folder: 'a/b/', start: '', end: 'c.flv' });
  expect(splitName('a long name (2).flv')).toEqual({
    folder: '',
    start: 'a long na',
    end: 'me (2).flv',
  });
});
