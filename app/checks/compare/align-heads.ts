import { type RawHead, type RawLine, readRawHead } from '../../http/raw-head.ts';
import { longestRising } from './longest-rising.ts';

/**
 * How two lines that stand for the same thing differ. `value`: they say another thing. `case`: the name
 * is spelled otherwise. `spacing`: only white space differs. `order`: it stands at another place among
 * those that both heads have. `missing`: the other head has no such field. `duplicate`: the other head
 * has it less often.
 */
export type LineDifference = 'value' | 'case' | 'spacing' | 'order' | 'missing' | 'duplicate';

/** A line of each head, side by side, as they were on the wire without their line ends. */
export interface AlignedLine {
  /** Null where this head has none that fits. */
  first: string | null;
  second: string | null;
  isStartLine: boolean;
  /** Empty when both are the same bytes at the same place. */
  differences: readonly LineDifference[];
}

interface Pair {
  first: number;
  second: number;
}

/**
 * Puts two raw heads side by side, field by field: every line of both is there once, those of the first
 * in their order. Empty when both are.
 */
export function alignHeads(first: string, second: string): AlignedLine[] {
  const one = readRawHead(first);
  const two = readRawHead(second);
  if (one === null && two === null) return [];
  return [alignStartLines(one, two), ...alignFields(one?.fields ?? [], two?.fields ?? [])];
}

function alignStartLines(one: RawHead | null, two: RawHead | null): AlignedLine {
  const first = one?.startLine ?? null;
  const second = two?.startLine ?? null;
  const isMissing = first === null || second === null;
  const differences: LineDifference[] = isMissing ? ['missing'] : first === second ? [] : ['value'];
  return { first, second, isStartLine: true, differences };
}

function alignFields(one: readonly RawLine[], two: readonly RawLine[]): AlignedLine[] {
  const pairs = pairFields(one, two);
  const inPlace = new Set(longestRising(pairs.map(({ second }) => second)));
  const keys = [new Set(one.map(({ key }) => key)), new Set(two.map(({ key }) => key))] as const;
  const alone = (line: RawLine, others: ReadonlySet<string>): LineDifference[] => [
    line.key !== '' && others.has(line.key) ? 'duplicate' : 'missing',
  ];
  const pairOf = new Map(pairs.map((pair, i) => [pair.first, { ...pair, i }]));
  const onlySecond = linesBehind(two, new Set(pairs.map(({ second }) => second)));
  const behind = (index: number) =>
    onlySecond(index).map((line) => aligned(null, line, alone(line, keys[0])));
  return [
    ...behind(-1),
    ...one.flatMap((line, index) => {
      const pair = pairOf.get(index);
      const other = pair && two[pair.second];
      if (!pair || !other) return [aligned(line, null, alone(line, keys[1]))];
      const differences = differencesOf(line, other);
      if (!inPlace.has(pair.i)) differences.push('order');
      return [aligned(line, other, differences), ...behind(pair.second)];
    }),
  ];
}

const aligned = (
  first: RawLine | null,
  second: RawLine | null,
  differences: readonly LineDifference[],
): AlignedLine => ({
  first: first?.raw ?? null,
  second: second?.raw ?? null,
  isStartLine: false,
  differences,
});

/** Lines of one name: first those with the same value, then the others in their order. In the order of the first head. */
function pairFields(one: readonly RawLine[], two: readonly RawLine[]): Pair[] {
  const pairs: Pair[] = [];
  const free = [new Set(one.keys()), new Set(two.keys())] as const;
  for (const nameOf of [exactName, valueName, keyName]) {
    const waiting = grouped([...free[1]].reverse(), (second) => nameOf(two[second]));
    for (const first of free[0]) {
      const second = waiting.get(nameOf(one[first]))?.pop();
      if (second === undefined) continue;
      free[0].delete(first);
      free[1].delete(second);
      pairs.push({ first, second });
    }
  }
  return pairs.sort((a, b) => a.first - b.first);
}

const exactName = (line: RawLine | undefined) => line?.raw ?? '';
const keyName = (line: RawLine | undefined) => line?.key ?? '';
// A name has no colon, and what is no field is paired by its bytes.
const valueName = (line: RawLine | undefined) =>
  line?.key === '' ? line.raw : `${line?.key}:${line?.value}`;

function differencesOf(line: RawLine, other: RawLine): LineDifference[] {
  if (line.raw === other.raw) return [];
  const differences: LineDifference[] = [];
  if (line.value !== other.value || line.key === '') differences.push('value');
  if (line.name !== other.name) differences.push('case');
  return differences.length > 0 ? differences : ['spacing'];
}

/** Lines that are not paired, by the paired one that stands before them: -1 where none does. */
function linesBehind(lines: readonly RawLine[], paired: ReadonlySet<number>) {
  let last = -1;
  const placed = lines.map((line, index) => {
    const isPaired = paired.has(index);
    if (isPaired) last = index;
    return { line, isPaired, behind: last };
  });
  const alone = placed.filter(({ isPaired }) => !isPaired);
  const groups = grouped(alone, ({ behind }) => behind);
  return (index: number) => (groups.get(index) ?? []).map(({ line }) => line);
}

function grouped<T, K>(all: readonly T[], keyOf: (each: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}
