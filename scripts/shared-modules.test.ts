import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pureFolders } from '../vitest.config.ts';
import { projectDir } from './lib/project.mjs';

// Tests of these folders share one set of modules (vitest.config.ts), so nothing may be left in one.

/** A variable, or a container that begins empty, outside of any function. */
const state =
  /^(?:export )?(?:(?:let|var) .*|const \w+(?:: [^=]+)? = (?:new (?:Weak)?(?:Map|Set)(?:<.*>)?\(\)|\[\]|\{\});)/gm;

/** What a test would change for all that come after it. */
const change = /\bvi\.(?!fn\b|waitFor\b).*|\b(?:globalThis|process\.env)[.[].*=.*/g;

/** These remember what a function of its argument alone gave: whoever asks first, the answer is the same. */
const memories = [
  'const knownKeys = new Map<string, string>();',
  'const forms = new WeakMap<TargetPattern, Form>();',
];

function found(pattern: RegExp, isWanted: (name: string) => boolean): string[] {
  return pureFolders.flatMap((folder) =>
    readdirSync(join(projectDir, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && isWanted(name))
      .flatMap((name) => readFileSync(join(projectDir, folder, name), 'utf8').match(pattern) ?? []),
  );
}

const isTest = (name: string) => name.endsWith('.test.ts');

test('modules that tests share keep nothing', () => {
  expect(found(state, (name) => !isTest(name)).toSorted()).toEqual(memories.toSorted());
});

test('tests that share modules change nothing for each other', () => {
  expect(found(change, isTest)).toEqual([]);
});

test.each([
  'let last = 0;',
  'export let last = 0;',
  'const seen = new Set<string>();',
  'const seen: Map<string, number> = new Map();',
  'const rows: string[] = [];',
  'export const byName: Record<string, number> = {};',
])('%s is state', (line) => {
  expect(`// A module\n${line}\n`.match(state)).toEqual([line]);
});

test.each(['vi.useFakeTimers();', "vi.stubGlobal('navigator', {});", 'globalThis.fetch = answer;'])(
  '%s is a change',
  (line) => {
    expect(line.match(change)).toHaveLength(1);
  },
);
