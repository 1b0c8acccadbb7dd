import { expect, it } from 'vitest';
import { isInside, isUnreadable, OUTSIDE, openConfined } from './confined-file.ts';
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

it('tells a file that is not there from one that cannot be opened', async () => {
  const here = import.meta.dirname;
  const absent = [`${here}/none`, `${here}/confined-file.ts/none`, `${here}/${'a'.repeat(300)}`];
  for (const path of absent)
    expect(isUnreadable(String(await openConfined(path, [here])))).toBe(false);
  expect(isUnreadable(OUTSIDE)).toBe(false);
});
