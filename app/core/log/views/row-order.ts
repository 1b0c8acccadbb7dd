import type { LogColumn, LogSort } from '../../../contract/log.ts';
import type { FactTable, NumberFact, TextFact } from './fact-table.ts';

/** Less than zero where the first row stands above the second. */
export type RowOrder = (one: number, other: number) => number;

const facts: Record<LogColumn, readonly (NumberFact | TextFact)[]> = {
  number: ['number'],
  result: ['badness', 'result'],
  asked: ['askedMs'],
  marks: ['mark', 'colour', 'note'],
  landed: ['landedMs'],
  error: ['errorMs'],
  picture: ['pictureMs'],
  firstByte: ['firstByteMs'],
  status: ['status'],
  target: ['target'],
  video: ['video'],
  start: ['start'],
  played: ['playedMs'],
  source: ['source'],
};

const texts: ReadonlySet<string> = new Set<TextFact>([
  'result',
  'target',
  'video',
  'source',
  'mark',
  'colour',
  'note',
]);

/** The order of known rows; what is equal stands in order of arrival, what has nothing last. */
export function orderOf(sort: LogSort | null, table: FactTable): RowOrder {
  if (sort === null) return (one, other) => one - other;
  const sign = sort.isDescending ? -1 : 1;
  const orders = facts[sort.by].map((fact) =>
    texts.has(fact)
      ? byText(fact as TextFact, sign, table)
      : byNumber(fact as NumberFact, sign, table),
  );
  return (one, other) => {
    for (const order of orders) {
      const difference = order(one, other);
      if (difference !== 0) return difference;
    }
    return one - other;
  };
}

function byNumber(fact: NumberFact, sign: number, table: FactTable): RowOrder {
  return (one, other) => {
    const a = table.numberAt(fact, one);
    const b = table.numberAt(fact, other);
    if (a === b) return 0;
    if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1;
    return Number.isNaN(b) ? -1 : (a - b) * sign;
  };
}

function byText(fact: TextFact, sign: number, table: FactTable): RowOrder {
  return (one, other) => {
    const a = table.textAt(fact, one);
    const b = table.textAt(fact, other);
    if (a === b) return 0;
    if (a === '' || b === '') return a === '' ? 1 : -1;
    return a < b ? -sign : sign;
  };
}
