import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { operations } from './operations.ts';

const dir = join(import.meta.dirname, 'operations');

test('each operation stands in the file of its noun, and all files are read', async () => {
  const names: string[] = [];
  for (const file of readdirSync(dir).filter((each) => each !== 'operation-shape.ts')) {
    const [group] = Object.values(await import(join(dir, file)));
    const noun = file.slice(0, -'.ts'.length);
    for (const name of Object.keys(group as object)) {
      expect(name.split('.')[0]).toBe(noun);
      names.push(name);
    }
  }
  expect(names.toSorted()).toEqual(Object.keys(operations).toSorted());
});
