import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { knownDifferences } from './cases/known-differences.ts';
import { projectDir } from './project-dir.ts';

it('docs/conformance.md lists every known difference and no other', () => {
  const page = readFileSync(join(projectDir, 'docs', 'conformance.md'), 'utf8');
  const [, section = ''] = page.split('## Known differences');
  const listed = section.split('\n').filter((line) => /^\| [a-z]/.test(line));
  const rows = listed.map((line) => line.split('|').map((cell) => cell.trim()));
  const inPage = rows
    .slice(1)
    .flatMap(([, personality, numbers = '']) =>
      numbers.split(', ').map((row) => `${personality} ${row}`),
    );
  expect(inPage).toEqual(knownDifferences.map(({ personality, row }) => `${personality} ${row}`));
});
