import type { AlignedLine } from '../../checks/compare/align-heads.ts';
import type { RowComparison } from '../../checks/compare/compare-rows.ts';
import { isBad } from '../../checks/verdict.ts';
import { toHex } from '../../flv/hex.ts';
import { formatClock } from '../../seek/format.ts';
import type { ComparedRow } from '../model/stores.ts';
import {
  bodyWords,
  isWorthTelling,
  lineWords,
  notesOn,
  rowName,
  sameChecksWords,
  sideNames,
} from './compared-words.ts';
import { deltaText, factText } from './fact-text.ts';

/** Two rows side by side as plain text; what differs begins with `!`. */
export function comparisonText(
  rows: readonly [ComparedRow, ComparedRow],
  comparison: RowComparison,
): string {
  return [
    'Two answers, side by side (Seeklab)',
    ...rows.flatMap((row, i) => sideLines(row, sideNames[i] ?? '')),
    '',
    ...factLines(comparison),
    ...checkLines(comparison),
    '',
    ...prefixLines(comparison),
    '',
    `Body. ${bodyWords(comparison.body, 'From its first byte')}`,
    `      ${bodyWords(comparison.behindPrefix, 'Behind what was put in front')}`,
    ...comparison.hops.flatMap(({ name, request, response }) => [
      ...headLines(`${name} hop, request`, request),
      ...headLines(`${name} hop, response`, response),
    ]),
    '',
  ].join('\n');
}

function sideLines(row: ComparedRow, side: string): string[] {
  const at = row.entry === null ? '' : `, ${formatClock(row.entry.atEpochMs)}`;
  return [`${side}: ${rowName(row)}${at}`, ...notesOn(row).map((note) => `   ${note}`)];
}

function factLines({ facts }: RowComparison): string[] {
  const cells = facts.map((fact) => [fact.name, factText(fact.first), factText(fact.second)]);
  const widths = [0, 1].map((i) => Math.max(0, ...cells.map((row) => row[i]?.length ?? 0)));
  return facts.map((fact, i) => {
    const [name = '', first = '', second = ''] = cells[i] ?? [];
    const delta = deltaText(fact);
    return [
      mark(fact.differs),
      name.padEnd((widths[0] ?? 0) + 2),
      first.padEnd((widths[1] ?? 0) + 2),
      second,
      delta && `  (${delta})`,
    ]
      .join('')
      .trimEnd();
  });
}

function checkLines({ checks }: RowComparison): string[] {
  if (checks.length === 0) return [];
  const lines = checks.filter(isWorthTelling).map((check) => {
    const [first, second] = [check.first, check.second].map((each) => each?.result ?? 'not run');
    const bad = [check.first, check.second].find((each) => each && isBad(each.result));
    return `${mark(check.differs)}${check.code}: ${first}, ${second}${bad ? `  (${bad.message})` : ''}`;
  });
  return ['', `Checks. ${sameChecksWords(checks)}`, ...lines];
}

function prefixLines({ prefixes: [first, second] }: RowComparison): string[] {
  if (first.length === 0 && second.length === 0) return ['Prefix: none in either'];
  const length = Math.max(first.length, second.length);
  const at = Array.from({ length }, (_, i) => i).find((i) => first[i] !== second[i]);
  return [
    `${mark(at !== undefined)}Prefix${at === undefined ? '' : `, first difference at byte ${at}`}`,
    `  A: ${toHex(first, ' ') || 'none'}`,
    `  B: ${toHex(second, ' ') || 'none'}`,
  ];
}

function headLines(name: string, lines: readonly AlignedLine[]): string[] {
  if (lines.length === 0) return [];
  return ['', `${name.charAt(0).toUpperCase()}${name.slice(1)}`, ...lines.flatMap(alignedLines)];
}

function alignedLines(line: AlignedLine): string[] {
  if (line.differences.length === 0) return [`  ${line.first}`];
  return [
    line.first === null ? '' : `! A: ${line.first}`,
    line.second === null ? '' : `! B: ${line.second}`,
    `     (${lineWords(line)})`,
  ].filter(Boolean);
}

const mark = (differs: boolean) => (differs ? '! ' : '  ');
