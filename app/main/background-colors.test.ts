import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { backgroundColors } from './background-colors.ts';

test('the window has the page’s background before the page paints it', () => {
  const tokens = readFileSync(new URL('../renderer/design/tokens.css', import.meta.url), 'utf8');
  const { light, dark } = backgroundColors;
  expect(tokens).toContain(`--window: light-dark(${light}, ${dark});`);
});
