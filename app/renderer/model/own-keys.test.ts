import { expect, test } from 'vitest';
import { keysInUse } from '../../contract/command-keys.ts';
import { keyRefusal, ownerOf, withKey, withoutOwn } from './own-keys.ts';

test('a key goes from one command to another, and back', () => {
  expect(ownerOf({}, 'k', 'snapshot')?.label).toBe('Play or pause');
  expect(ownerOf({}, 'k', 'play-pause')).toBeNull();
  const own = withKey({}, 'snapshot', 'k');
  expect(own).toEqual({ snapshot: ['k'], 'play-pause': ['Space'] });
  const keys = keysInUse(withoutOwn(withoutOwn(own, 'snapshot'), 'play-pause'));
  expect(keys.get('play-pause')).toEqual(['Space', 'k']);
  expect(keys.get('snapshot')).toEqual(['s']);
});

test('a command may have no key', () => {
  expect(keysInUse(withKey({}, 'theme', null)).get('theme')).toEqual([]);
});

test('keys that leave or move the focus, or are the browser’s, are refused by name', () => {
  expect(keyRefusal('Escape')).toContain('leaves');
  expect(keyRefusal('Mod+C')).toContain('browser');
  expect(keyRefusal('F9')).toBeNull();
});
