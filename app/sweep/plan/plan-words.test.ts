import { expect, it } from 'vitest';
import { completePlan, explainPlan } from './plan-words.ts';

const labels = (text: string, caret = text.length) =>
  completePlan(text, caret).map(({ label }) => label);

it('offers parts where one begins, but none that is there already', () => {
  expect(labels('')).toHaveLength(8);
  expect(labels('key')).toEqual(['keyframes', 'keyframes:around']);
  expect(labels('keyframes')).toEqual(['keyframes:around']);
  expect(labels('edges+e')).toEqual(['every-tag', 'every:10s']);
  expect(labels('xyz')).toEqual([]);
});

it('what is taken stands in the place of what was begun, and the rest stays', () => {
  const [offer] = completePlan('edges+mi+random:5', 8);
  expect(offer).toMatchObject({ text: 'edges+mid-tag+random:5', caret: 13 });
});

it('every part that is offered is understood, and told in the same words', () => {
  for (const { label, says } of completePlan('', 0)) {
    const plan = label === 'file:' ? 'file:/a/b.txt' : label;
    const explained = explainPlan(plan);
    expect(explained).toMatchObject({ kind: 'plan', parts: [{ text: plan }] });
    const plain = !label.includes(':') || label === 'keyframes:around';
    if (plain && explained.kind === 'plan') expect(explained.parts[0]?.says).toBe(says);
  }
});

it('tells what a plan asks for, or why it is none', () => {
  expect(explainPlan('every:90s+random:5000')).toEqual({
    kind: 'plan',
    parts: [
      { text: 'every:90s', says: 'every 90 s from 0 on' },
      { text: 'random:5000', says: '5,000 bytes of the file, by the seed' },
    ],
  });
  expect(explainPlan('keyframes+')).toMatchObject({
    kind: 'fault',
    error: { code: 'plan_not_understood' },
  });
});
