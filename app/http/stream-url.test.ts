import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitTarget } from './request-target.ts';
import { readStart, seekIdOf, streamedNameOf, streamUrl, withoutSeekId } from './stream-url.ts';

test('the whole file has no start, folders keep their slashes, all else is escaped', () => {
  expect(streamUrl('http://127.0.0.1:8000', 'a b/c#1?.flv')).toBe(
    'http://127.0.0.1:8000/v/a%20b/c%231%3F.flv',
  );
  expect(streamUrl('http://127.0.0.1:8000/', 'a.flv', { start: 0, seekId: 'x-1' })).toBe(
    'http://127.0.0.1:8000/v/a.flv?seek=x-1',
  );
  expect(streamUrl('http://127.0.0.1:8000', 'a.flv', { start: 9, seekId: 'x-1' })).toBe(
    'http://127.0.0.1:8000/v/a.flv?start=9&seek=x-1',
  );
});

test('what an address was made of can be read from it', () => {
  const segment = fc.string({ unit: 'grapheme', minLength: 1 });
  const names = fc
    .array(segment, { minLength: 1, maxLength: 3 })
    .map((segments) => segments.join('/'))
    .filter((name) => name.split('/').every((part) => !['', '.', '..'].includes(part)))
    .filter((name) => !/[\\]|\p{Cc}/u.test(name));
  const seekId = fc.stringMatching(/^[A-Za-z0-9_.:-]{1,64}$/);
  fc.assert(
    fc.property(names, fc.maxSafeNat(), seekId, (name, start, id) => {
      const { path, query } = splitTarget(streamUrl('http://a:1', name, { start, seekId: id }));
      expect(streamedNameOf(path)).toBe(name);
      const value = String(start);
      expect(readStart(query)).toEqual(start === 0 ? { kind: 'absent' } : { kind: 'valid', value });
    }),
  );
});

test('only what lies in the folder of videos names one', () => {
  expect(streamedNameOf('/v/clips/a%20b.flv')).toBe('clips/a b.flv');
  for (const path of ['/a.flv', '/v', '/v/', '/vv/a.flv', '/v//a.flv', '/v/../a.flv', '/V/a.flv']) {
    expect(streamedNameOf(path)).toBeNull();
  }
});

test('the mark of a seek is read and taken out wherever it stands', () => {
  expect(seekIdOf('/v/a.flv?start=5&seek=x-1')).toBe('x-1');
  expect(seekIdOf('/v/a.flv?seek=x%31')).toBeNull();
  expect(seekIdOf('/v/seek=x.flv')).toBeNull();
  expect(withoutSeekId('/v/a.flv?seek=x&start=5')).toBe('/v/a.flv?start=5');
  expect(withoutSeekId('/v/a.flv?start=5&seek=x')).toBe('/v/a.flv?start=5');
  expect(withoutSeekId('/v/a.flv?seek=x')).toBe('/v/a.flv');
  expect(withoutSeekId('/v/a.flv?q=a?b&seek=x')).toBe('/v/a.flv?q=a?b');
  expect(withoutSeekId('/v/a.flv')).toBe('/v/a.flv');
  expect(withoutSeekId('/v/a.flv?')).toBe('/v/a.flv?');
  expect(withoutSeekId('/v/a.flv?sig=%3d+%2F&&x&seek=a-1&y=')).toBe('/v/a.flv?sig=%3d+%2F&&x&y=');
});

test.each([
  'seek=30',
  'seek=00:01:30',
  'seek=1.5',
  'seek=',
  'seek',
  'seek=a%2db',
  'Seek=a-1',
  'xseek=a-1',
])('a parameter of the application’s own is no mark of a seek: %s', (pair) => {
  const target = `/v/a.flv?start=1&${pair}&sig=abc`;
  expect(seekIdOf(target)).toBeNull();
  expect(withoutSeekId(target)).toBe(target);
});

test('without marks, a target stays byte for byte; with one, nothing else goes', () => {
  const pair = fc
    .stringMatching(/^[a-z%=+.:0-9-]{0,8}$/)
    .filter((text) => !text.startsWith('seek='));
  fc.assert(
    fc.property(fc.array(pair), fc.array(pair), (before, after) => {
      const others = [...before, ...after];
      const address = others.length === 0 ? '/v/a' : `/v/a?${others.join('&')}`;
      expect(withoutSeekId(address)).toBe(address);
      expect(withoutSeekId(`/v/a?${[...before, 'seek=p-1', ...after].join('&')}`)).toBe(address);
    }),
  );
});
