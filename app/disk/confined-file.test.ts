import { expect, it } from 'vitest';
import { isInside, openConfined } from './confined-file.ts';
import { readWhileSwapping } from './test-support/read-while-swapping.ts';

it('never gives bytes from outside while a folder and a link swap places', async ({ skip }) => {
  skip(process.platform !== 'linux', 'only Linux names the place of an open file');
  const seen = await readWhileSwapping((path, root) => openConfined(path, [root]));
  expect([...seen]).toEqual(['inside']);
});

it('gives a file that lies in any of the roots, and says why it gives none', async () => {
  const here = import.meta.dirname;
  const opened = await openConfined(`${here}/confined-file.ts`, ['/nowhere', here]);
  expect(opened).toMatchObject({ stats: { size: expect.any(BigInt) } });
  if (typeof opened !== 'string') await opened.handle.close();
  expect(await openConfined(`${here}/confined-file.ts`, ['/nowhere'])).toMatch(/not below/);
  expect(await openConfined(`${here}/confined-file.ts`, [])).toMatch(/not below/);
  expect(await openConfined(here, [here])).toMatch(/no regular file/);
  expect(await openConfined(`${here}/none`, [here])).toMatch(/cannot be opened \(ENOENT\)/);
});

it('takes only whole names of folders for a beginning', () => {
  expect(isInside('/a/b', '/a')).toBe(true);
  expect(isInside('/a', '/a')).toBe(true);
  expect(isInside('/ab', '/a')).toBe(false);
  expect(isInside('/ab', '/')).toBe(true);
});
