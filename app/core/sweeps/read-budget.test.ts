import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { type Budget, budget, checkGrade, limits } from '../../contract/budget.ts';
import { checkCode } from '../../contract/check.ts';
import { CodedError } from '../../contract/errors.ts';
import { limitsOf } from '../../sweep/budget.ts';
import { parseBudget, readBudget } from './read-budget.ts';

const keep = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const anyBudget: fc.Arbitrary<Budget> = fc
  .record({
    $schema: keep(fc.string()),
    checks: keep(
      fc.dictionary(fc.constantFrom(...checkCode.options), fc.constantFrom(...checkGrade.options)),
    ),
    limits: keep(
      fc.dictionary(
        fc.constantFrom(...Object.keys(limits.shape)),
        fc.double({ min: 0, noNaN: true, noDefaultInfinity: true, maxExcluded: false, max: 1e9 }),
      ),
    ),
  })
  .map((made) => JSON.parse(JSON.stringify(made)) as Budget)
  .filter((made) => {
    const { stallMs, longStallMs } = limitsOf(made);
    return stallMs <= longStallMs;
  });

const written: readonly ((value: unknown) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, null, 2),
  (value) => JSON.stringify(value, null, '\t'),
  (value) => JSON.stringify(value, null, 4).replaceAll('\n', '\r\n'),
  (value) => stringify(value),
];

/** What is said of a text; null: nothing. */
function refusalOf(text: string): string | null {
  try {
    parseBudget(text, 'b.json');
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(CodedError);
    expect(error).toMatchObject({ code: 'budget_not_understood', exitCode: 2 });
    return (error as CodedError).message;
  }
}

function placeIn(message: string): { line: number; column: number } {
  const [, line, column] = /at line (\d+), column (\d+): /.exec(message) ?? [];
  return { line: Number(line), column: Number(column) };
}

describe('a budget', () => {
  it('is read as it was written, as JSON or YAML, however it is set', () => {
    fc.assert(
      fc.property(anyBudget, fc.constantFrom(...written), (made, write) => {
        expect(parseBudget(write(made), 'b.json')).toEqual(made);
      }),
    );
  });

  it('is what the schema lets through, and nothing else', () => {
    const near = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          checks: fc.dictionary(
            fc.constantFrom('body_exact', 'plays_on', 'no_such', '__proto__', '1'),
            fc.constantFrom('fail', 'off', 'error', false, null),
          ),
          limits: fc.dictionary(
            fc.constantFrom('pictureMs', 'apartMs', 'firstbytems'),
            fc.constantFrom(0, 1, -1, '1', null, 1e300),
          ),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(near, fc.constantFrom(...written.slice(0, 4)), (value, write) => {
        const text = write(value);
        expect(refusalOf(text) === null).toBe(budget.safeParse(JSON.parse(text)).success);
      }),
      { numRuns: 300 },
    );
  });

  it('of any text is a budget, or a mistake at a place of the text', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'checks',
        'limits',
        ':',
        ' ',
        '\n',
        '{',
        '}',
        '[',
        '"',
        '&a',
        '*a',
        '- ',
        '<<',
        '!x',
        '%',
        '\t',
        ',',
      ),
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      pieces.map((all) => all.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const message = refusalOf(text);
        if (message === null) return;
        const lines = text.split('\n');
        const { line, column } = placeIn(message);
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeGreaterThanOrEqual(1);
        expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
      }),
      { numRuns: 500 },
    );
  });
});

it('names the place of what is wrong, in whatever stands around it', () => {
  const mistakes = fc.constantFrom(
    { part: 'checks', key: 'no_such', value: 'fail', isKey: true },
    { part: 'checks', key: 'body_exact', value: 'error', isKey: false },
    { part: 'limits', key: 'pictureSeconds', value: 4, isKey: true },
    { part: 'limits', key: 'pictureMs', value: -4, isKey: false },
    { part: 'limits', key: 'apartMs', value: '200', isKey: false },
  );
  fc.assert(
    fc.property(anyBudget, mistakes, (made, { part, key, value, isKey }) => {
      const known = { ...made[part as 'checks' | 'limits'], [key]: value };
      const text = JSON.stringify({ ...made, [part]: known }, null, 2);
      const lines = text.split('\n');
      const line = lines.findIndex((each) => each.includes(`"${key}": `)) + 1;
      const found = lines[line - 1] ?? '';
      const column = (isKey ? found.indexOf('"') : found.indexOf(': ') + 2) + 1;
      expect(placeIn(refusalOf(text) ?? '')).toEqual({ line, column });
    }),
  );
});

test.each([
  [
    '{"checks": {"nothing": "fail"}}',
    'line 1, column 13: "nothing" is unknown: expected the name of a check',
  ],
  [
    '{"checks":\n  {"plays_on": "error"}}',
    'line 2, column 16: "checks.plays_on" is "error": expected fail, warn or off',
  ],
  ['{"limits": {"firstByteMs": "200"}}', '"limits.firstByteMs" is "200": expected ms, 0 or more'],
  [
    'limits:\n  pictureMs: -1\n',
    'line 2, column 14: "limits.pictureMs" is -1: expected ms, 0 or more',
  ],
  ['limits: {apartMs: .inf}', '"limits.apartMs" is Infinity: expected ms, 0 or more'],
  ['{"limit": {}}', 'line 1, column 2: "limit" is unknown: expected checks or limits'],
  ['limits:\n  pictureS: 1\n', '"pictureS" is unknown: expected firstByteMs, pictureMs, '],
  ['{"checks": []}', 'line 1, column 12: "checks" is a list: expected checks by name'],
  ['limits: {stallMs: 2000}', '"limits.stallMs" is 2000: expected at most longStallMs, 1,000'],
  ['limits: {longStallMs: 10}', '"limits.longStallMs" is 10: expected at least stallMs, 200'],
  [
    '{"checks": {"plays_on": "off", "plays_on": "off"}}',
    'line 1, column 32: map keys must be unique',
  ],
  ['{"checks": {', 'line 1, column 13: '],
  [
    'not a budget',
    'line 1, column 1: the budget is "not a budget": expected "checks", "limits", or both',
  ],
  ['', 'line 1, column 1: the budget is null'],
  ['checks: *gone', 'line 1, column 1: '],
  ['['.repeat(30_000), 'line 1, '],
  ['{a: '.repeat(10_000), 'line 1, '],
  ['- '.repeat(30_000), 'line 1, '],
])('%#: %.40s is refused by its place', (text, told) => {
  expect(refusalOf(text)).toContain(told);
});

test('a file is read under its name without folders, and one that is none is refused', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'seeklab-budget-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const path = join(dir, 'ci.yaml');
  await writeFile(path, '# strict\nchecks:\n  plays_on: off\n');
  expect(await readBudget(path, 'x/ci.yaml')).toEqual({
    ...{ name: 'ci.yaml', checks: { plays_on: 'off' } },
  });
  for (const none of [join(dir, 'gone.json'), dir]) {
    await expect(readBudget(none, none)).rejects.toMatchObject({ code: 'file_unreadable' });
  }
});

it('docs/schemas/budget.schema.json is that of the contract', async () => {
  const schema = { title: 'A budget of a Seeklab sweep', ...z.toJSONSchema(budget) };
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    '../../../docs/schemas/budget.schema.json',
  );
});
