import { expect, test } from 'vitest';
import { commandTexts } from './commands.ts';

test('every command has a name and a key of its own', () => {
  const taken = (of: readonly string[]) => of.filter((one, index) => of.indexOf(one) !== index);
  expect(taken(commandTexts.map(({ id }) => id))).toEqual([]);
  expect(taken(commandTexts.map(({ label }) => label))).toEqual([]);
  expect(taken(commandTexts.flatMap(({ keys }) => keys))).toEqual([]);
});
