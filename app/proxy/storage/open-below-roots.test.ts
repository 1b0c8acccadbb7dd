import { expect, it } from 'vitest';
import { readWhileSwapping } from '../../disk/test-support/read-while-swapping.ts';
import { openBelowRoots } from './open-below-roots.ts';

// It compared the opened file with its path a moment later, and both could lie outside.
it('never gives bytes from outside while a folder and a link swap places', async ({ skip }) => {
  skip(process.platform !== 'linux', 'only Linux names the place of an open file');
  const seen = await readWhileSwapping((path, root) => openBelowRoots(path, [root]));
  expect([...seen]).toEqual(['inside']);
});
