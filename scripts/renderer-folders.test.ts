import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { projectDir } from './lib/project.mjs';

const renderer = join(projectDir, 'app', 'renderer');

/** The page's folder of a file; null for what lies in none, or elsewhere. */
function folderOf(path: string): string | null {
  const [folder = '..', ...rest] = relative(renderer, path).split('/');
  return folder === '..' || rest.length === 0 ? null : folder;
}

/** Which folders each folder of the page imports, tests aside. */
function importsOfFolders(): Map<string, Set<string>> {
  const imports = new Map<string, Set<string>>();
  for (const entry of readdirSync(renderer, { recursive: true, encoding: 'utf8' })) {
    const from = folderOf(join(renderer, entry));
    if (from === null || !/(?<!\.test)\.tsx?$/.test(entry)) continue;
    const text = readFileSync(join(renderer, entry), 'utf8');
    for (const [, path = ''] of text.matchAll(/from '(\.[^']+)'/g)) {
      const to = folderOf(resolve(renderer, dirname(entry), path));
      if (to === null || to === from) continue;
      imports.set(from, (imports.get(from) ?? new Set()).add(to));
    }
  }
  return imports;
}

/** Takes away, again and again, what imports nothing that is left: a circle stays. */
function circlesIn(imports: Map<string, Set<string>>): string[] {
  const left = new Map(imports);
  const isFree = (folder: string) => ![...(left.get(folder) ?? [])].some((to) => left.has(to));
  for (let free = [...left.keys()].find(isFree); free; free = [...left.keys()].find(isFree)) {
    left.delete(free);
  }
  return [...left.keys()];
}

test('no folders of the page import each other in a circle', () => {
  const imports = importsOfFolders();
  expect(imports.get('shell'), 'imports were found').toContain('inspector');
  expect(circlesIn(imports)).toEqual([]);
});

test('a circle would be found, also one of three', () => {
  const imports = new Map(
    Object.entries({ a: ['b'], b: ['c'], c: ['a', 'd'], e: ['d'] }).map(([from, to]) => [
      from,
      new Set(to),
    ]),
  );
  expect(circlesIn(imports)).toEqual(['a', 'b', 'c']);
});
