import { expect, test } from 'vitest';
import type { SeekAsked } from '../../contract/seek.ts';
import { formatDeepLink, parseDeepLink } from './deep-link.ts';

test.each<[string, SeekAsked | null]>([
  ['#video=a.flv', null],
  ['#video=a.flv&t=42.3', { kind: 'time', timeMs: 42_300 }],
  ['#video=a.flv&offset=1204887', { kind: 'offset', offset: 1_204_887 }],
  ['#video=a.flv&offset=0x1262A7', { kind: 'offset', offset: 0x1262a7 }],
  ['#video=a.flv&keyframe=21', { kind: 'keyframe', keyframe: 21 }],
  ['#video=a.flv&t=-1', null],
  ['#video=a.flv&t=1e9', null],
  ['#video=a.flv&offset=99999999999999999999', null],
])('%s', (hash, asked) => {
  expect(parseDeepLink(hash)).toEqual({ video: 'a.flv', asked });
});

test('a link without a video is none', () => {
  expect(parseDeepLink('')).toBeNull();
  expect(parseDeepLink('#t=4')).toBeNull();
  expect(parseDeepLink('#video=&t=4')).toBeNull();
});

test('any name survives the way there and back', () => {
  const video = 'clips/a b&t=9#ä%.flv';
  for (const asked of [null, { kind: 'time' as const, timeMs: 1234 }]) {
    expect(parseDeepLink(formatDeepLink({ video, asked }))).toEqual({ video, asked });
  }
});
