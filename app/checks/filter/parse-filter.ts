import { describeError, type SeeklabError } from '../../contract/errors.ts';
import { type Amount, readDuration, readNumber, readPlace } from './amount.ts';
import { type Field, fieldOf } from './fields.ts';
import type { RowFacts } from './row-facts.ts';
import { type Operator, type Token, tokensOf } from './tokens.ts';

/** Does a row fit? The text is made only when it is asked for. */
export type RowTest = (facts: RowFacts, text: () => string) => boolean;

/** Why a filter means nothing, and where. */
export interface FilterFault {
  error: SeeklabError;
  /** The characters that are wrong. */
  from: number;
  to: number;
}

export type ParsedFilter =
  | { kind: 'filter'; test: RowTest }
  | { kind: 'fault'; fault: FilterFault };

/**
 * Reads a filter: terms that all have to fit, `field:value`, `field>value` or text, each perhaps
 * behind a `-`; `docs/log-filter.md` has all of it. An empty one lets everything through.
 */
export function parseFilter(text: string): ParsedFilter {
  const tests: RowTest[] = [];
  for (const token of tokensOf(text)) {
    const made = testOf(token);
    if (typeof made !== 'function') return { kind: 'fault', fault: made };
    const test: RowTest = token.isNegated ? (facts, rowText) => !made(facts, rowText) : made;
    // Text, which may have to be read, comes last.
    if (token.field === null) tests.push(test);
    else tests.unshift(test);
  }
  return { kind: 'filter', test: (facts, rowText) => tests.every((test) => test(facts, rowText)) };
}

function testOf(token: Token): RowTest | FilterFault {
  const { field: named, operator, value } = token;
  if (token.isOpen) {
    const at = token.valueFrom;
    return { error: describeError('filter_quote_open', { at }), from: at - 1, to: token.to };
  }
  if (named === null || operator === null) {
    const wanted = value.toLowerCase();
    return (_facts, text) => text().includes(wanted);
  }
  const field = fieldOf(named.name);
  const from = named.from;
  if (field === undefined) {
    const error = describeError('filter_field_unknown', { field: named.name, at: from + 1 });
    return { error, from, to: from + named.name.length };
  }
  const test = value === '' ? null : valueTest(field, operator, token);
  if (test !== null) return test;
  const expected = expectedOf(field, operator);
  const error = describeError('filter_value_invalid', {
    field: field.name,
    value,
    expected,
    at: token.valueFrom + 1,
  });
  return { error, from, to: token.to };
}

/** Null where the value means nothing there. */
function valueTest(field: Field, operator: Operator, token: Token): RowTest | null {
  const { value } = token;
  const isEqual = operator === ':' || operator === '=';
  if (value === '*' && !token.isQuoted) return isEqual ? isThere(field) : null;
  switch (field.kind) {
    case 'choice': {
      const name = value.toLowerCase();
      return isEqual && Object.hasOwn(field.choices, name) ? (field.choices[name] ?? null) : null;
    }
    case 'text': {
      const wanted = value.toLowerCase();
      if (operator === ':') return (facts) => field.read(facts).toLowerCase().includes(wanted);
      return operator === '=' ? (facts) => field.read(facts).toLowerCase() === wanted : null;
    }
    case 'asked':
      return askedTest(operator, value);
    case 'number':
      return amountTest(field.read, operator, readNumber(value));
    case 'duration':
      return amountTest(field.read, operator, readDuration(value));
    case 'place':
      return amountTest(field.read, operator, readPlace(value));
  }
}

function askedTest(operator: Operator, value: string): RowTest | null {
  const read = {
    '@': (facts: RowFacts) => facts.askedOffset,
    '#': (facts: RowFacts) => facts.askedKeyframe,
  };
  const sign = value[0];
  if (sign === '@' || sign === '#')
    return amountTest(read[sign], operator, readNumber(value.slice(1)));
  return amountTest((facts) => facts.askedMs, operator, readPlace(value));
}

function amountTest(
  read: (facts: RowFacts) => number,
  operator: Operator,
  amount: Amount | null,
): RowTest | null {
  if (amount === null) return null;
  const { value, from, to } = amount;
  switch (operator) {
    case '>':
      return (facts) => read(facts) > value;
    case '>=':
      return (facts) => read(facts) >= value;
    case '<':
      return (facts) => read(facts) < value;
    case '<=':
      return (facts) => read(facts) <= value;
    case ':':
    case '=':
      return (facts) => {
        const seen = read(facts);
        return seen === value || (seen >= from && seen < to);
      };
  }
}

/** Is there anything in that field? */
function isThere(field: Field): RowTest {
  switch (field.kind) {
    case 'choice':
      return (facts) => Object.values(field.choices).some((test) => test(facts));
    case 'text':
      return (facts) => field.read(facts) !== '';
    case 'asked':
      return (facts) => facts.isSeek;
    case 'number':
    case 'duration':
    case 'place':
      return (facts) => !Number.isNaN(field.read(facts));
  }
}

function expectedOf(field: Field, operator: Operator): string {
  switch (field.kind) {
    case 'choice':
      return `${operator === ':' ? '' : '“:” and '}one of ${Object.keys(field.choices).join(', ')}`;
    case 'text':
      return 'text behind “:” or “=”, or “*” for any';
    case 'number':
      return 'a number as 416, or “*” for any';
    case 'duration':
      return 'ms or seconds as 100, 100ms or 1.5s, or “*” for any';
    case 'place':
      return 'a time as 42s or 0:42.3, or “*” for any';
    case 'asked':
      return 'a time as 42s or 0:42.3, a byte as @1204887 or a keyframe as #21';
  }
}
