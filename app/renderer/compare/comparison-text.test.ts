import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareRows } from '../../checks/compare/compare-rows.ts';
import type { Exchange } from '../../contract/exchange.ts';
import type { LogEntry } from '../../contract/log.ts';
import { makeExchange, makeHop, makeSeek } from '../../contract/test-support/make-records.ts';
import type { ComparedRow } from '../model/stores.ts';
import { lineWords, notesOn } from './compared-words.ts';
import { comparisonText } from './comparison-text.ts';
import { differingPart } from './differing-part.ts';
import { deltaText, factText } from './fact-text.ts';

const rowHead = { atEpochMs: 0, isProblem: false, verdict: null, marks: null, checks: [] };
const answer = (server: string, prefixHex: string | null) =>
  makeExchange({
    prefixHex,
    bodyStartHex: prefixHex ?? '0900002d',
    hops: [makeHop({ responseHead: `HTTP/1.1 200 OK\r\nServer: ${server}\r\n\r\n` })],
  });
const seekRow = (number: number, exchange: Exchange | null): ComparedRow => ({
  number,
  isGone: false,
  entry: {
    ...{ kind: 'seek', number, ...rowHead, seek: makeSeek() },
    exchanges: exchange ? [exchange] : [],
  },
});
const requestRow = (number: number, exchange: Exchange): ComparedRow => ({
  number,
  isGone: false,
  entry: { kind: 'request', number, ...rowHead, exchanges: [exchange] },
});

function textOf(first: ComparedRow, second: ComparedRow): string {
  const side = (row: ComparedRow) => ({
    row: row.entry as LogEntry,
    exchange: row.entry?.exchanges[0] ?? null,
  });
  return comparisonText([first, second], compareRows(side(first), side(second)));
}

test('what differs is marked, with both values and in words', () => {
  const patch = '464c5601010000000900000009';
  const nginx = '464c5601050000000900000000';
  const lines = textOf(seekRow(3, answer('a', patch)), requestRow(5, answer('b', nginx))).split(
    '\n',
  );
  expect(lines).toContain('! A: Server: a');
  expect(lines).toContain('! B: Server: b');
  expect(lines).toContain('     (value differs)');
  expect(lines).toContain('! Prefix, first difference at byte 4');
  expect(lines).toContain('  HTTP/1.1 200 OK');
  expect(lines.join('\n')).toMatch(/^A: Seek 3, .*\nB: Request 5, .*\n {3}No seek made this/m);
  expect(lines.join('\n')).toContain('the first difference is at byte 4: 01 in A, 05 in B.');
  expect(lines).toContainEqual(expect.stringMatching(/^! Landed {2,}0:42\.000 +–$/));
});

test('of a row and itself nothing is marked', () => {
  const row = seekRow(3, answer('a', null));
  expect(textOf(row, row)).not.toMatch(/^!/m);
  expect(textOf(row, row)).toContain('Prefix: none in either');
});

test('says what must be known of a row first', () => {
  const running = seekRow(1, makeExchange({ outcome: 'running' }));
  expect(notesOn(running)).toEqual(['Still running: more may come.']);
  expect(notesOn({ ...running, isGone: true })[0]).toContain('this is what was read of it');
  expect(notesOn({ number: 1, entry: null, isGone: true })).toEqual([
    'The log has forgotten this row.',
  ]);
  expect(notesOn(requestRow(2, makeExchange()))[0]).toContain('No seek made this request');
  const buffered = seekRow(4, null);
  if (buffered.entry?.kind === 'seek') buffered.entry.seek = makeSeek({ source: 'buffer' });
  expect(notesOn(buffered)).toEqual(['Shown from the buffer: nothing was asked.']);
});

test('a line that one side lacks says whose it is', () => {
  const line = { first: 'A: 1', second: null, isStartLine: false };
  expect(lineWords({ ...line, differences: ['missing'] })).toBe('only in A');
  expect(lineWords({ ...line, first: null, second: 'A: 1', differences: ['duplicate'] })).toBe(
    'once more in B',
  );
  expect(lineWords({ ...line, second: 'a: 2', differences: ['value', 'case', 'order'] })).toBe(
    'value differs, name spelled otherwise, at another place',
  );
});

test('values have their units, and differences their signs', () => {
  expect(factText({ unit: 'duration', value: 87.2 })).toBe('87 ms');
  expect(factText({ unit: 'keyframe', value: 21 })).toBe('#21');
  expect(factText(null)).toBe('–');
  const fact = (first: number, second: number, unit: 'duration' | 'bytes') =>
    deltaText({
      name: '',
      differs: true,
      first: { unit, value: first },
      second: { unit, value: second },
    });
  expect(fact(50, 90, 'duration')).toBe('+40 ms');
  expect(fact(9013, 9000, 'bytes')).toBe('−13');
  expect(fact(9, 9, 'bytes')).toBe('');
});

test('the part that differs, and no more, whatever the texts', () => {
  expect(differingPart('Content-Length: 728926', 'Content-Length: 764170')).toEqual({
    before: 'Content-Length: 7',
    differing: '28926',
    after: '',
  });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '😀'), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (one, two) => {
      const [first, second] = [differingPart(one, two), differingPart(two, one)];
      expect(first.before + first.differing + first.after).toBe(one);
      expect(second.before + second.differing + second.after).toBe(two);
      expect([first.before, first.after]).toEqual([second.before, second.after]);
      expect(first.differing === second.differing).toBe(one === two);
    }),
  );
});
