import fc from 'fast-check';
import { expect, test } from 'vitest';
import { videoNameOf, videoPath } from '../../http/video-path.ts';
import { nameOfKey } from './key-names.ts';

test.each([
  ['clips/a b.flv', 'clips/a b.flv'],
  ['/clips//a.flv/', 'clips/a.flv'],
  ['../../etc/passwd', '__/__/etc/passwd'],
  ['./a', '_/a'],
  ['a\\b\u0000\n', 'a_b__'],
  ['', '_'],
  ['///', '_'],
])('%j becomes %j', (key, name) => {
  expect(nameOfKey(key)).toBe(name);
});

test('whatever the key is, the name can stand in a URL of ours', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (key) => {
      const name = nameOfKey(key);
      expect(videoNameOf(videoPath(name))).toBe(name);
    }),
  );
});
