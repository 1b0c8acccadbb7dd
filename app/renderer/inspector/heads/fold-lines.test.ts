import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ExplainedLine } from '../../../checks/explained-line.ts';
import { foldLines, type HeadPiece } from './fold-lines.ts';

const line = (change: ExplainedLine['change'], explanation = ''): ExplainedLine => ({
  raw: 'A: b',
  change,
  explanation,
});
const nothing = { change: null, always: new Set<number>() };

test('unchanged neighbours of which there is nothing to say make one fold', () => {
  const head = [
    line('kept'),
    line('kept'),
    line('kept'),
    line('dropped', 'Why.'),
    line('kept', 'Said.'),
    line('kept'),
  ];
  expect(foldLines(head, nothing)).toEqual([
    { kind: 'line', index: 0 },
    { kind: 'fold', from: 1, count: 2 },
    { kind: 'line', index: 3 },
    { kind: 'line', index: 4 },
    { kind: 'line', index: 5 },
  ]);
});

test('a head that nobody compared stands whole', () => {
  const head = [line(null), line(null), line(null)];
  expect(foldLines(head, nothing).every(({ kind }) => kind === 'line')).toBe(true);
});

test('of one kind of change only its lines are seen, and those that a check speaks of', () => {
  const head = [
    line('kept'),
    line('added'),
    line('dropped'),
    line('kept'),
    line('added'),
    line('dropped'),
  ];
  expect(foldLines(head, { change: 'dropped', always: new Set([4]) })).toEqual([
    { kind: 'line', index: 0 },
    { kind: 'fold', from: 1, count: 1 },
    { kind: 'line', index: 2 },
    { kind: 'fold', from: 3, count: 1 },
    { kind: 'line', index: 4 },
    { kind: 'line', index: 5 },
  ]);
});

test('every line is in exactly one piece, in order', () => {
  const anyLine = fc
    .tuple(fc.constantFrom('kept', 'dropped', 'added', 'rewritten', null), fc.boolean())
    .map(([change, isSaid]) => line(change, isSaid ? 'Why.' : ''));
  fc.assert(
    fc.property(
      fc.array(anyLine, { maxLength: 40 }),
      fc.constantFrom('dropped', 'added', null),
      fc.array(fc.nat(45)),
      (head, change, always) => {
        const pieces = foldLines(head, { change, always: new Set(always) });
        expect(pieces.flatMap(indexesOf)).toEqual(head.map((_, i) => i));
      },
    ),
  );
});

function indexesOf(piece: HeadPiece): number[] {
  if (piece.kind === 'line') return [piece.index];
  return Array.from({ length: piece.count }, (_, i) => piece.from + i);
}
