import type { UsedBudget } from '../../contract/budget.ts';

/** What a budget changes, in one line: `ci.yaml: first_byte_in_time fail; firstByteMs 200`. */
export function budgetText({ name, checks = {}, limits = {} }: UsedBudget): string {
  const parts = [checks, limits].flatMap((part) => {
    const words = Object.entries(part).map(([key, value]) => `${key} ${value}`);
    return words.length === 0 ? [] : [words.join(', ')];
  });
  return parts.length === 0 ? `${name}: changes nothing` : `${name}: ${parts.join('; ')}`;
}
