import { expect, it } from 'vitest';
import { checkCode } from '../../contract/check.ts';
import { checksPage } from '../checks-page.ts';
import { rules } from './index.ts';

it('there is one rule for each code of the contract, in its order', () => {
  expect(rules.map(({ code }) => code)).toEqual(checkCode.options);
});

it('docs/checks.md says what the rules say', async () => {
  await expect(checksPage(rules)).toMatchFileSnapshot('../../../docs/checks.md');
});
