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
  expect(parseDeepLink(hash)).toEqual({ video: 'a.flv', asked, compared: null });
});

test('a link without a video is none', () => {
  expect(parseDeepLink('')).toBeNull();
  expect(parseDeepLink('#t=4')).toBeNull();
  expect(parseDeepLink('#video=&t=4')).toBeNull();
});

test('any name survives the way there and back', () => {
  const video = 'clips/a b&t=9#ä%.flv';
  for (const asked of [null, { kind: 'time' as const, timeMs: 1234 }]) {
    const link = { video, asked, compared: null };
    expect(parseDeepLink(formatDeepLink(link))).toEqual(link);
  }
});

test('two rows that are compared survive it too', () => {
  const rows = [12, 9].map((number) => ({ number, atEpochMs: 1_764_303_653_123 + number }));
  const compared = rows as [(typeof rows)[0], (typeof rows)[0]];
  const link = { video: 'a.flv', asked: null, compared };
  expect(formatDeepLink(link)).toBe('#video=a.flv&compare=12-1764303653135_9-1764303653132');
  expect(parseDeepLink(formatDeepLink(link))).toEqual(link);
});

test.each(['1', '1-2', '1-2_3', '1-2_3-x', '1-2_3-4_5-6', '9'.repeat(16)])(
  'of "compare=%s" nothing is compared',
  (text) => expect(parseDeepLink(`#video=a.flv&compare=${text}`)?.compared).toBeNull(),
);
