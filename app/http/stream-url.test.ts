import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitTarget } from './request-target.ts';
import {
  isTargetOf,
  readStart,
  seekIdOf,
  streamedNameOf,
  streamUrl,
  videoAddress,
  withoutSeekId,
  withoutStart,
} from './stream-url.ts';

test('the whole file has no start, folders keep their slashes, all else is escaped', () => {
  expect(videoAddress('a b/c#1?.flv')).toBe('/v/a%20b/c%231%3F.flv');
  const url = (start: number, seekId?: string) =>
    streamUrl('http://a:1/', '/v/a.flv', { start, ...(seekId && { seekId }) });
  expect(url(0)).toBe('http://a:1/v/a.flv');
  expect(url(0, 'x-1')).toBe('http://a:1/v/a.flv?seek=x-1');
  expect(url(9, 'x-1')).toBe('http://a:1/v/a.flv?start=9&seek=x-1');
});

test('what is asked for is added behind a query, which stays byte for byte', () => {
  const query = fc.stringMatching(/^[a-z%=+.:/0-9&-]{1,30}$/);
  fc.assert(
    fc.property(query, fc.integer({ min: 1 }), (text, start) => {
      const address = `/v/a.flv?${text}`;
      const url = streamUrl('', address, { start, seekId: 'p-1' });
      expect(withoutSeekId(url)).toBe(`${address}&start=${start}`);
      expect(withoutSeekId(streamUrl('', address, { seekId: 'p-1' }))).toBe(address);
      expect(isTargetOf(url, address)).toBe(true);
    }),
  );
  expect(withoutStart('start=1&a&restart=2&start&b=start=3')).toBe('a&restart=2&b=start=3');
});

test('a target is of the video that its path names, and its query where that has one', () => {
  expect(isTargetOf('/v/a%2eflv?start=5&x', '/v/a.flv')).toBe(true);
  expect(isTargetOf('/v/%zz', '/v/a.flv')).toBe(false);
  expect(isTargetOf('/v/a.flv?id=1&start=5', '/v/a.flv?id=1')).toBe(true);
  expect(isTargetOf('/v/a.flv?id=12', '/v/a.flv?id=1')).toBe(false);
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
      const { path, query } = splitTarget(
        streamUrl('http://a:1', videoAddress(name), { start, seekId: id }),
      );
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
  expect(seekIdOf('/v/a.flv?seek=top&sig=a&seek=x-1'), 'ours comes last').toBe('x-1');
  expect(withoutSeekId('/v/a.flv?seek=top&seek=x')).toBe('/v/a.flv?seek=top');
  expect(withoutSeekId('/v/a.flv?seek=x')).toBe('/v/a.flv');
  expect(withoutSeekId('/v/a.flv?q=a?b&seek=x')).toBe('/v/a.flv?q=a?b');
  expect(withoutSeekId('/v/a.flv')).toBe('/v/a.flv');
  expect(withoutSeekId('/v/a.flv?')).toBe('/v/a.flv?');
  expect(withoutSeekId('/v/a.flv?sig=%3d+%2F&&x&seek=a-1&y=')).toBe('/v/a.flv?sig=%3d+%2F&&x&y=');
});

test('a colon in our mark is one, escaped or not, and goes no further', () => {
  const url = streamUrl('', '/v/a.flv?sig=b', { seekId: 'run:7-1' });
  expect(url).toBe('/v/a.flv?sig=b&seek=run%3A7-1');
  for (const each of [url, url.replace('%3A', '%3a'), url.replace('%3A', ':')]) {
    expect(seekIdOf(each)).toBe('run:7-1');
    expect(withoutSeekId(each)).toBe('/v/a.flv?sig=b');
  }
});

test.each([
  'seek=30',
  'seek=00%3A01%3A30',
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

test('a start is read as URLSearchParams reads it, however it is written', () => {
  const part = fc.constantFrom(
    'start',
    'start=',
    'st',
    '=',
    '&',
    '?',
    '%3d',
    '%',
    '+',
    '1',
    'x',
    'ü',
    ' ',
    '#',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const query = parts.join('');
      const values = new URLSearchParams(query).getAll('start');
      const read = readStart(query);
      if (values.length === 0) expect(read).toEqual({ kind: 'absent' });
      else expect(read).toMatchObject({ value: values.join('&start=') });
    }),
    { numRuns: 2000 },
  );
});
