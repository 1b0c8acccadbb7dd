import { expect, test } from 'vitest';
import { keysInUse } from './command-keys.ts';
import { commandTexts } from './commands.ts';

test('without own keys each command has those of the table', () => {
  const keys = keysInUse({});
  for (const command of commandTexts) expect(keys.get(command.id)).toEqual(command.keys);
});

test('a key that was given to a command is no other’s, whichever stands first', () => {
  const keys = keysInUse({ snapshot: ['k', 'F9'], 'play-pause': ['F8'], theme: ['j'] });
  expect(keys.get('snapshot')).toEqual(['k', 'F9']);
  expect(keys.get('play-pause')).toEqual(['F8']);
  expect(keys.get('back-10')).toEqual([]);
  expect(keys.get('theme')).toEqual(['j']);
});

test('what a file says twice, or of Escape, or of a command that is none, does no harm', () => {
  const keys = keysInUse({ theme: ['F9'], snapshot: ['F9', 'Escape'], back: ['F7'], gone: ['k'] });
  expect(keys.get('snapshot')).toEqual(['F9']);
  expect(keys.get('theme')).toEqual([]);
  expect(keys.get('back')).toEqual(['Escape']);
  expect(keys.get('play-pause')).toContain('k');
});
