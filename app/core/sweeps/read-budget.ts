import { basename } from 'node:path';
import { isAlias, isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Budget, budget, checkGrade, limits, type UsedBudget } from '../../contract/budget.ts';
import { CodedError } from '../../contract/errors.ts';
import { formatCount } from '../../contract/format-count.ts';
import { oneOf } from '../../contract/one-of.ts';
import { limitsOf } from '../../sweep/budget.ts';
import { readSmallFile, SmallFileError } from '../small-file.ts';

/**
 * Reads a budget of a file.
 * @param named as the user wrote it, for messages
 * @throws CodedError `file_unreadable`, `budget_not_understood`
 */
export async function readBudget(path: string, named: string): Promise<UsedBudget> {
  const text = await readSmallFile(path).catch((cause: unknown) => {
    if (!(cause instanceof SmallFileError)) throw cause;
    throw new CodedError('file_unreadable', { path: named, detail: cause.message }, { cause });
  });
  if (text === null) {
    throw new CodedError('file_unreadable', { path: named, detail: 'there is no such file' });
  }
  const { $schema: _schema, ...read } = parseBudget(text, named);
  return { name: basename(path), ...read };
}

/** Of a text that is shown as it stands in the file. */
const MAX_SHOWN = 60;

/** What is wrong, and at which character. */
interface Mistake {
  offset: number;
  detail: string;
}

/**
 * Reads a budget of YAML, and so of JSON, which is YAML.
 * @param path for messages
 * @throws CodedError `budget_not_understood`, with the place of the first mistake
 */
export function parseBudget(text: string, path: string): Budget {
  const lines = new LineCounter();
  const refuse = ({ offset, detail }: Mistake) => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    const at = { line: Math.max(line, 1), column: Math.max(col, 1) };
    return new CodedError('budget_not_understood', { path, ...at, detail });
  };
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [unclear] = [...document.errors, ...document.warnings];
  if (unclear) throw refuse({ offset: unclear.pos[0], detail: sentenceEnd(unclear.message) });
  const root = document.contents;
  const { success, data, error } = budget.safeParse(
    plainOf(() => document.toJS()),
    {
      reportInput: true,
    },
  );
  if (!success) throw refuse(firstOf(error.issues.flatMap((issue) => mistakesOf(issue, root))));
  const contrary = contraryStalls(data, root);
  if (contrary) throw refuse(contrary);
  return data;
}

/** An alias of nothing, or of too much, is no value. */
function plainOf(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const sentenceEnd = (message: string) =>
  `${message.charAt(0).toLowerCase()}${message.slice(1)}`.replace(/[.\s]+$/, '');

function firstOf(mistakes: readonly Mistake[]): Mistake {
  return mistakes.reduce((first, each) => (each.offset < first.offset ? each : first));
}

function mistakesOf(issue: z.core.$ZodIssue, root: Node | null): Mistake[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      offset: offsetOf(root, [...path, key], 'key'),
      detail: `${shown(key)} is unknown: expected ${keysIn(path)}`,
    }));
  }
  const name = path.length === 0 ? 'the budget' : `"${path.join('.')}"`;
  return [
    {
      offset: offsetOf(root, path, 'value'),
      detail: `${name} is ${shown(issue.input)}: expected ${valueIn(path)}`,
    },
  ];
}

/** What stands there, in a word or two. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value !== 'string') return value === undefined ? 'nothing' : String(value);
  return JSON.stringify(value.length <= MAX_SHOWN ? value : `${value.slice(0, MAX_SHOWN)}…`);
}

/** The keys that may stand there. */
function keysIn([part]: readonly string[]): string {
  if (part === 'checks') return 'the name of a check, such as first_byte_in_time';
  if (part === 'limits') return oneOf(Object.keys(limits.shape));
  return oneOf(['checks', 'limits']);
}

/** The values that may stand there. */
function valueIn([part, key]: readonly string[]): string {
  if (part === 'checks') return key === undefined ? 'checks by name' : oneOf(checkGrade.options);
  if (part === 'limits') return key === undefined ? 'limits by name' : 'ms, 0 or more';
  return part === undefined ? '"checks", "limits", or both' : 'text';
}

/** A stall that fails before it warns is none that anybody means. */
function contraryStalls(read: Budget, root: Node | null): Mistake | null {
  const { stallMs, longStallMs } = limitsOf(read);
  if (stallMs <= longStallMs) return null;
  const named = read.limits?.stallMs === undefined ? 'longStallMs' : 'stallMs';
  const expected =
    named === 'stallMs'
      ? `at most longStallMs, ${formatCount(longStallMs)}`
      : `at least stallMs, ${formatCount(stallMs)}`;
  const value = named === 'stallMs' ? stallMs : longStallMs;
  const detail = `"limits.${named}" is ${shown(value)}: expected ${expected}`;
  return { offset: offsetOf(root, ['limits', named], 'value'), detail };
}

/** Where a key or its value begins; where that is not known, what it is in. */
function offsetOf(root: Node | null, path: readonly string[], what: 'key' | 'value'): number {
  let node = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [i, key] of path.entries()) {
    if (isAlias(node) || !isMap(node)) return offset;
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    const isKeyWanted = what === 'key' && i === path.length - 1;
    const [at, value] = [pair?.key, pair?.value];
    if (isScalar(at)) offset = at.range?.[0] ?? offset;
    if (isKeyWanted || !isNode(value)) return offset;
    node = value;
    offset = value.range?.[0] ?? offset;
  }
  return offset;
}
