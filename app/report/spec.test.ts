import { expect, it } from 'vitest';
import { BY_HAND } from '../contract/sweep.ts';
import { makeSeek } from '../contract/test-support/make-records.ts';
import { writeSpec } from './spec.ts';
import { makeFailure, makeResult, makeSummary, written } from './test-support/make-sweep.ts';

const spec = (
  ...given: Parameters<typeof written> extends [unknown, ...infer Rest] ? Rest : never
) => written(writeSpec, ...given);

it('of a sweep what failed, with who answered and how', async () => {
  const text = await spec(makeSummary(), [makeResult(), makeFailure()]);
  expect(text).toContain("import { expect, test } from 'seeklab/playwright';\n");
  expect(text.slice(text.indexOf('\ntest('))).toBe(`
test('2: #21 in sample.flv at embedded as nginx', async ({ seeklab }) => {
  // status_expected: The status should be 200.
  await seeklab.personality('nginx');
  const seek = await seeklab.seek('sample.flv', '#21');
  expect(seek).toPass();
});
`);
});

it('a fault that it got to see is shown again, each time', async () => {
  const fault = 'storage:stall@5,every=3;application:latency=9';
  const text = await spec(makeSummary(), [makeFailure({ fault })]);
  expect(text).toContain(`
  await seeklab.fault('storage:stall@5;application:latency=9');
  await seeklab.personality('nginx');
`);
});

it('of a target its address, and of secrets where to give them', async () => {
  const targets = [
    { name: 'a', pattern: 'http://a/{name}?start={start}', personality: null },
    { name: 'b', pattern: 'http://b/{name}?k=***&start={start}', personality: 'cdn' },
  ];
  const results = [0, 1].map((target) => makeFailure({ number: target + 1, target }));
  const text = await spec(makeSummary({ targets }), results);
  expect(text).toContain(`
  await seeklab.target({
    name: 'a',
    pattern: 'http://a/{name}?start={start}',
  });
  const seek = await seeklab.seek('a://sample.flv', '#21');
`);
  expect(text).toContain(`
    pattern: process.env.SEEKLAB_TARGET_2 ?? 'http://b/{name}?k=***&start={start}',
    personality: 'cdn',
`);
  expect(text).toMatch(/^\/\/ What stands as \*\*\* is a secret/m);
});

it('what is no place is asked for as it stood in the address', async () => {
  const ask = { kind: 'start', text: `1e3' + \`\${x}\`` } as const;
  const text = await spec(makeSummary(), [makeFailure({ ask })]);
  expect(text).toContain(`  url.searchParams.set('start', '1e3\\' + \`\${x}\`');\n`);
  expect(text).toContain('  const seek = await seeklab.waitForSeek();\n');
});

it('of seeks made by hand all; where nothing failed, a test that is skipped', async () => {
  const seek = makeSeek({ videoName: 'a://x.flv' });
  const byHand = makeSummary({ plan: BY_HAND });
  expect(await spec(byHand, [makeResult({ seek })])).toContain("\ntest('1: #21 in ");
  expect(await spec(makeSummary(), [makeResult()])).toMatch(/test\.skip\('nothing failed'/);
});

it('the first 200 of them, and how many are left out', async () => {
  const failures = function* () {
    for (let number = 1; number <= 250; number += 1) yield makeFailure({ number });
  };
  const text = await spec(makeSummary(), failures);
  expect(text.match(/^test\(/gm)).toHaveLength(200);
  expect(text).toContain('\n// 50 more failures left out.\n');
});
