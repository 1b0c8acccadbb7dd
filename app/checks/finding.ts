import type { CheckOutcome, CheckPlace } from '../contract/check.ts';
import { formatCount } from '../contract/format-count.ts';
import type { Subject } from './subject.ts';

/** What a rule comes to; `bad` becomes what the rule's severity says. */
export interface Finding {
  result: CheckOutcome | 'bad';
  message: string;
  seen: string;
  expected: string;
  at: CheckPlace | null;
}

interface Shown {
  seen?: string | number;
  expected?: string | number;
  at?: CheckPlace | null;
}

function found(result: Finding['result'], message: string, shown: Shown): Finding {
  const { seen = '', expected = '', at = null } = shown;
  return { result, message, seen: textOf(seen), expected: textOf(expected), at };
}

const textOf = (value: string | number) => (typeof value === 'number' ? count(value) : value);

/** All is as it should be. */
export const pass = (message: string, shown: Shown = {}) => found('pass', message, shown);
/** There is nothing to judge, or nothing to hold it against. */
export const skip = (message: string) => found('skip', message, {});
/** It is not as it should be. */
export const bad = (message: string, shown: Shown = {}) => found('bad', message, shown);
/** It is worth knowing, whatever the rule's severity is. */
export const warn = (message: string, shown: Shown = {}) => found('warn', message, shown);

/** The line of a field in the client's response head; the whole head when there is none. */
export function responseLine({ response }: Subject, key: string): CheckPlace {
  const index = response?.fields.findIndex((line) => line.key === key) ?? -1;
  return { kind: 'head', hop: 0, side: 'response', line: index < 0 ? null : index + 1 };
}

export const statusLine: CheckPlace = { kind: 'head', hop: 0, side: 'response', line: 0 };
export const prefixByte = (byte: number): CheckPlace => ({ kind: 'prefix', byte });
export const bodyByte = (offset: number): CheckPlace => ({ kind: 'body', offset });

// Not by Intl, which takes longer than all rules together.
export const count = formatCount;
export const bytes = (value: number) => `${count(value)} ${value === 1 ? 'byte' : 'bytes'}`;
export const milliseconds = (value: number) => `${count(Math.round(value))} ms`;
/** `0x46`. */
export const hexByte = (value: number) => `0x${value.toString(16).padStart(2, '0')}`;
