import type { ComparedFact, FactValue } from '../../checks/compare/compare-facts.ts';
import { formatCount, formatDuration, formatSignedMs, formatTime } from '../../seek/format.ts';

/** A value as it is read: `0:42.300`, `1,204,887`, `87 ms`; a dash where there is none. */
export function factText(fact: FactValue | null): string {
  if (fact === null) return '–';
  switch (fact.unit) {
    case 'text':
      return fact.value;
    case 'time':
      return formatTime(fact.value);
    case 'duration':
      return formatDuration(fact.value);
    case 'offset':
      return `@${formatCount(fact.value)}`;
    case 'keyframe':
      return `#${formatCount(fact.value)}`;
    case 'bytes':
      return formatCount(fact.value);
  }
}

/** The second less the first, of what can be subtracted: `+40 ms`; empty for anything else. */
export function deltaText({ first, second }: ComparedFact): string {
  if (first === null || second === null) return '';
  if (first.unit === 'text' || second.unit === 'text' || first.unit !== second.unit) return '';
  const delta = second.value - first.value;
  if (first.unit === 'time' || first.unit === 'duration') return formatSignedMs(delta);
  if (delta === 0 || first.unit === 'keyframe') return '';
  return `${delta > 0 ? '+' : ''}${formatCount(delta)}`;
}
