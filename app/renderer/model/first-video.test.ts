import { expect, test } from 'vitest';
import type { SystemStatus } from '../../contract/system.ts';
import type { LibraryEntry } from '../../contract/video.ts';
import { firstVideo } from './first-video.ts';

const entry = (name: string, origin: LibraryEntry['origin']): LibraryEntry => ({
  ...{ name, origin },
  sizeBytes: 1,
  modifiedAtEpochMs: 0,
});
const samples = [entry('no-index.flv', 'sample'), entry('sample.flv', 'sample')];
const system = (isEmbedded: boolean) => ({ application: { isEmbedded } }) as SystemStatus;

test.each<[string, SystemStatus | null, LibraryEntry[] | null, string | null]>([
  ['a newcomer sees the sample at once', system(true), samples, 'sample.flv'],
  ['who starts with their own application, which does not know it', system(false), samples, null],
  ['who brought videos', system(true), [entry('mine.flv', 'folder'), ...samples], null],
  ['who has no samples', system(true), samples.slice(0, 1), null],
  ['as long as the library is not known', system(true), null, null],
  ['as long as nobody says who is asked', null, samples, null],
])('%s: %s', (_, status, library, name) => {
  expect(firstVideo({ library, system: status })).toBe(name);
});
