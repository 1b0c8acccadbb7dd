import { expect, test } from 'vitest';
import type { SystemStatus } from '../../contract/system.ts';
import type { LibraryEntry } from '../../contract/video.ts';
import { hashToFollow } from './kept-view.ts';

const library = [
  { name: 'sample.flv', origin: 'sample' },
  { name: 'own.flv', origin: 'file' },
] as unknown as LibraryEntry[];
const systemWith = (isEmbedded: boolean) =>
  ({ application: { isEmbedded } }) as unknown as SystemStatus;

test.each([
  ['#video=own.flv&t=3', true, '#video=own.flv&t=3'],
  ['#video=own.flv&t=3', false, '#video=own.flv&t=3'],
  ['#video=sample.flv', true, '#video=sample.flv'],
  ['#video=sample.flv', false, null],
  ['#video=gone.flv', true, null],
  ['', true, null],
])('%s, application embedded: %s', (hash, isEmbedded, followed) => {
  expect(hashToFollow({ hash }, { library, system: systemWith(isEmbedded) })).toBe(followed);
});
