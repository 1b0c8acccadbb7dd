import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { anyNameOf, videoPath } from '../../http/video-path.ts';
import { hiddenKeyOf, nameKeys } from './key-names.ts';

describe('the address of a key', () => {
  it.each([
    ['clips/a b.flv', '/clips/a%20b.flv'],
    ['/leading/slash.flv', '/%2Fleading%2Fslash.flv'],
    ['a//b.flv', '/a%2F%2Fb.flv'],
    ['clips/a.flv/', '/clips%2Fa.flv%2F'],
    ['../../etc/passwd', '/..%2F..%2Fetc%2Fpasswd'],
    ['a/./b.flv', '/a%2F.%2Fb.flv'],
    ['a\\b\n.flv', '/a%5Cb%0A.flv'],
    ['100%2F.flv', '/100%252F.flv'],
    ['a?start=5#x', '/a%3Fstart%3D5%23x'],
    ['..', '/%2E%2E'],
  ])('%j is %s', (key, path) => {
    expect(videoPath(key)).toBe(path);
    expect(anyNameOf(path)).toBe(key);
  });

  it('is one, of one key, and comes through whatever normalises URLs', () => {
    const keys = fc.string({ unit: 'binary', minLength: 1 }).filter((key) => !/^\.\.?$/.test(key));
    fc.assert(
      fc.property(keys, (key) => {
        expect(anyNameOf(videoPath(key))).toBe(key);
        expect(anyNameOf(new URL(`http://a${videoPath(key)}`).pathname)).toBe(key);
      }),
    );
  });
});

describe('the name of a key', () => {
  it('is the key', () => {
    const keys = ['/leading/slash.flv', 'leading/slash.flv', 'e\u0301.flv', '\u00e9.flv', '..'];
    expect([...nameKeys(keys, new Set(['other.flv']))]).toEqual(keys.map((key) => [key, key]));
  });

  it('gets a number when a file hides it, and then another where that is a key', () => {
    const keys = ['a.flv', 'a (2).flv', 'no-extension', '\u0065\u0301.flv'];
    const named = nameKeys(keys, new Set(['a.flv', 'no-extension', '\u00e9.flv']));
    expect([...named.keys()]).toEqual([
      'a (3).flv',
      'a (2).flv',
      'no-extension (2)',
      '\u0065\u0301 (2).flv',
    ]);
    expect([...named.values()]).toEqual(keys);
  });

  it('of any keys is told apart, and leads back to its key', () => {
    const names = fc.constantFrom('a', 'a (2)', 'a (3)', 'b.flv', 'b (2).flv', 'b (2) (2).flv');
    fc.assert(
      fc.property(fc.uniqueArray(names), fc.uniqueArray(names), (keys, files) => {
        const named = nameKeys(keys, new Set(files));
        expect([...named.values()]).toEqual(keys);
        for (const [name, key] of named) {
          expect(files).not.toContain(name);
          expect(name === key || hiddenKeyOf(name) === key).toBe(true);
        }
      }),
    );
  });
});

test.each([
  ['a.flv', null],
  ['a (1).flv', null],
  ['a (2).flv', 'a.flv'],
  ['x/a (12)', 'x/a'],
  ['a (2) (3).flv', 'a (2).flv'],
  [' (2).flv', '.flv'],
  ['x (2).y/a', 'x.y/a'],
])('%s may stand for %s', (name, key) => {
  expect(hiddenKeyOf(name)).toBe(key);
});
