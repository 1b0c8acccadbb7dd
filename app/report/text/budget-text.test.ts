import { expect, it } from 'vitest';
import type { Budget } from '../../contract/budget.ts';
import { budgetText } from './budget-text.ts';

it('says in a line what a budget changes', () => {
  const of = (budget: Budget) => budgetText({ name: 'ci.yaml', ...budget });
  expect(of({})).toBe('ci.yaml: changes nothing');
  expect(of({ checks: {}, limits: { firstByteMs: 200 } })).toBe('ci.yaml: firstByteMs 200');
  expect(of({ checks: { plays_on: 'off', body_exact: 'warn' }, limits: { stallMs: 5 } })).toBe(
    'ci.yaml: plays_on off, body_exact warn; stallMs 5',
  );
});
