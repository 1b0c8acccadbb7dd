import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckCode, CheckOutcome, CheckResult } from '../../contract/check.ts';
import type { LogEntry } from '../../contract/log.ts';
import { makeExchange, makeHop, makeSeek } from '../../contract/test-support/make-records.ts';
import { readRawHead } from '../../http/raw-head.ts';
import { type AlignedLine, alignHeads } from './align-heads.ts';
import { compareFacts } from './compare-facts.ts';
import { compareRows } from './compare-rows.ts';
import { compareBodies, type KnownRun, runsFrom } from './known-bytes.ts';
import { longestRising } from './longest-rising.ts';

const head = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`;
const differing = (lines: readonly AlignedLine[]) =>
  lines.filter(({ differences }) => differences.length > 0);

describe('two heads', () => {
  const align = (first: string[], second: string[]) =>
    alignHeads(head('HTTP/1.1 200 OK', ...first), head('HTTP/1.1 200 OK', ...second));

  it('says what differs of a line: value, case, spacing', () => {
    expect(differing(align(['Server: a', 'ETag: "1"'], ['Server: b', 'ETag: "1"']))).toEqual([
      { first: 'Server: a', second: 'Server: b', isStartLine: false, differences: ['value'] },
    ]);
    expect(align(['Content-Type: x'], ['content-type: y'])[1]?.differences).toEqual([
      'value',
      'case',
    ]);
    expect(align(['A: x'], ['A:  x'])[1]?.differences).toEqual(['spacing']);
    expect(align([], [])[0]?.differences).toEqual([]);
    expect(alignHeads(head('HTTP/1.1 200 OK'), head('HTTP/1.0 200 OK'))[0]?.differences).toEqual([
      'value',
    ]);
  });

  it('tells a field that is missing from one that is there more often', () => {
    expect(differing(align(['A: 1', 'Via: x'], ['A: 1', 'A: 1']))).toEqual([
      { first: null, second: 'A: 1', isStartLine: false, differences: ['duplicate'] },
      { first: 'Via: x', second: null, isStartLine: false, differences: ['missing'] },
    ]);
  });

  it('says of one moved line that it stands elsewhere, and of no other', () => {
    const lines = align(['A: 1', 'B: 2', 'C: 3', 'D: 4'], ['D: 4', 'A: 1', 'B: 2', 'C: 3']);
    expect(differing(lines)).toEqual([
      { first: 'D: 4', second: 'D: 4', isStartLine: false, differences: ['order'] },
    ]);
  });

  it('pairs lines of one name by their value first', () => {
    const lines = align(['Set-Cookie: a', 'Set-Cookie: b'], ['Set-Cookie: b']);
    expect(lines.slice(1)).toEqual([
      { first: 'Set-Cookie: a', second: null, isStartLine: false, differences: ['duplicate'] },
      { first: 'Set-Cookie: b', second: 'Set-Cookie: b', isStartLine: false, differences: [] },
    ]);
  });

  it('a head that did not come lacks every line', () => {
    const lines = alignHeads(head('HTTP/1.1 200 OK', 'A: 1'), '');
    expect(lines.map(({ differences }) => differences)).toEqual([['missing'], ['missing']]);
    expect(alignHeads('', '')).toEqual([]);
  });

  const line = fc.oneof(
    { weight: 6, arbitrary: fc.stringMatching(/^[AaBb]: ?[xy]?$/) },
    { weight: 1, arbitrary: fc.constantFrom('no colon', ' folded', ': empty') },
  );
  const anyHead = fc
    .tuple(fc.constantFrom('HTTP/1.1 200 OK', 'HTTP/1.1 404 Not Found'), fc.array(line))
    .map(([start, lines]) => head(start, ...lines));
  const linesOf = (raw: string) => {
    const read = readRawHead(raw);
    return read === null ? [] : [read.startLine, ...read.fields.map((field) => field.raw)];
  };
  const sortedDifferences = (lines: readonly AlignedLine[]) =>
    lines.flatMap(({ differences }) => differences).sort();

  it('every line of both stands there once; those of the first in their order', () => {
    fc.assert(
      fc.property(anyHead, anyHead, (first, second) => {
        const lines = alignHeads(first, second);
        expect(lines.flatMap((each) => each.first ?? [])).toEqual(linesOf(first));
        const seconds = lines.flatMap((each) => each.second ?? []);
        expect(seconds.sort()).toEqual(linesOf(second).sort());
      }),
    );
  });

  it('nothing is marked exactly where both are the same bytes', () => {
    fc.assert(
      fc.property(anyHead, anyHead, (first, second) => {
        expect(differing(alignHeads(first, second)).length === 0).toBe(first === second);
        expect(differing(alignHeads(first, first))).toEqual([]);
      }),
    );
  });

  it('marks as much whichever comes first', () => {
    fc.assert(
      fc.property(anyHead, anyHead, (first, second) => {
        const there = sortedDifferences(alignHeads(first, second));
        const back = sortedDifferences(alignHeads(second, first));
        expect(there.filter((each) => each === 'missing')).toEqual(
          back.filter((each) => each === 'missing'),
        );
        expect(there.filter((each) => each === 'duplicate')).toEqual(
          back.filter((each) => each === 'duplicate'),
        );
      }),
    );
  });
});

describe('numbers that rise', () => {
  it('are as many as can be', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { maxLength: 9 });
    fc.assert(
      fc.property(numbers, (all) => {
        const picked = longestRising(all).map((index) => all[index] ?? Number.NaN);
        expect(picked).toEqual(picked.toSorted((a, b) => a - b));
        expect(picked.length).toBe(longestByTrying(all));
      }),
    );
  });

  /** Length of the longest rising row, by trying all of them. */
  function longestByTrying(numbers: readonly number[], above = -1): number {
    const [first, ...rest] = numbers;
    if (first === undefined) return 0;
    const without = longestByTrying(rest, above);
    return first > above ? Math.max(without, 1 + longestByTrying(rest, first)) : without;
  }
});

describe('two bodies', () => {
  const run = (offset: number, ...bytes: number[]): KnownRun => ({
    offset,
    bytes: Uint8Array.from(bytes),
  });

  it('are compared where both are known, and the first byte that differs is named', () => {
    const difference = compareBodies([run(0, 1, 2, 3), run(10, 5, 6)], [run(1, 2, 9), run(11, 7)]);
    expect(difference).toEqual({ comparedBytes: 3, first: { offset: 2, seen: [3, 9] } });
  });

  it('behind what was put in front they are counted from there', () => {
    expect(runsFrom([run(0, 1, 2, 3), run(10, 4)], 2)).toEqual([run(0, 3), run(8, 4)]);
    expect(runsFrom([run(0, 1, 2)], 5)).toEqual([]);
  });

  const body = fc.uint8Array({ minLength: 1, maxLength: 40 });
  const parts = fc.array(fc.tuple(fc.nat(39), fc.nat(12)), { maxLength: 5 });
  const runsOf = (bytes: Uint8Array, cuts: readonly (readonly [number, number])[]): KnownRun[] =>
    cuts.map(([offset, length]) => ({ offset, bytes: bytes.subarray(offset, offset + length) }));

  it('agree with the bytes themselves, whatever is known of them', () => {
    fc.assert(
      fc.property(body, body, parts, parts, (one, two, ones, twos) => {
        const isKnown = (at: number, cuts: typeof ones, size: number) =>
          at < size && cuts.some(([offset, length]) => at >= offset && at < offset + length);
        const places = Array.from({ length: 60 }, (_, at) => at).filter(
          (at) => isKnown(at, ones, one.length) && isKnown(at, twos, two.length),
        );
        const offset = places.find((at) => one[at] !== two[at]);
        expect(compareBodies(runsOf(one, ones), runsOf(two, twos))).toEqual({
          comparedBytes: places.length,
          first: offset === undefined ? null : { offset, seen: [one[offset], two[offset]] },
        });
      }),
    );
  });
});

describe('two rows', () => {
  const rowHead = {
    number: 1,
    atEpochMs: 0,
    isProblem: false,
    verdict: null,
    marks: null,
    checks: [],
  };
  const prefixHex = '464c5601010000000900000009';
  const exchange = makeExchange({
    prefixHex,
    bodyStartHex: prefixHex,
    bodyStartBy: 'reproxy',
    hops: [makeHop(), makeHop({ kind: 'storage' })],
  });
  const seekRow: LogEntry & { kind: 'seek' } = {
    kind: 'seek',
    ...rowHead,
    seek: makeSeek(),
    exchanges: [exchange],
  };
  const requestRow: LogEntry = { kind: 'request', ...rowHead, exchanges: [exchange] };
  const seekSide = { row: seekRow, exchange };

  it('a row and itself: nothing differs', () => {
    const comparison = compareRows(seekSide, seekSide);
    expect(comparison.facts.filter(({ differs }) => differs)).toEqual([]);
    expect(comparison.hops.flatMap((hop) => differing([...hop.request, ...hop.response]))).toEqual(
      [],
    );
    expect(comparison.body).toEqual({ comparedBytes: 13, first: null });
    expect(comparison.hops.map(({ name }) => name)).toEqual(['client', 'storage']);
  });

  it('a seek and a request of another client: what only a seek has is missing in the other', () => {
    const facts = compareFacts(seekSide, { row: requestRow, exchange });
    const fact = (name: string) => facts.find((each) => each.name === name);
    expect(fact('Landed')).toMatchObject({ first: { value: 42_000 }, second: null, differs: true });
    expect(fact('Asked')?.second).toEqual({ unit: 'text', value: 'GET /v/sample.flv' });
    expect(fact('Status')).toMatchObject({ differs: false });
  });

  it('times are there, but never said to differ', () => {
    const later = { ...seekRow, seek: makeSeek({ firstPictureMs: 900 }) };
    const facts = compareFacts(seekSide, { row: later, exchange });
    expect(facts.filter(({ differs }) => differs)).toEqual([]);
    expect(facts.find(({ name }) => name === 'First picture, page')?.second?.value).toBe(900);
  });

  it('prefixes byte by byte, bodies in front and behind, hops by kind and order', () => {
    const other = makeExchange({
      prefixHex: prefixHex.replace(/09$/, '00'),
      bodyStartHex: prefixHex.replace(/09$/, '00'),
      hops: [makeHop(), makeHop({ kind: 'storage' }), makeHop({ kind: 'storage' })],
    });
    const comparison = compareRows(seekSide, { row: requestRow, exchange: other });
    expect(comparison.body.first).toEqual({ offset: 12, seen: [9, 0] });
    expect(comparison.behindPrefix).toEqual({ comparedBytes: 0, first: null });
    expect(comparison.hops.map(({ name, first }) => [name, first !== null])).toEqual([
      ['client', true],
      ['storage 1', true],
      ['storage 2', false],
    ]);
    expect(comparison.prefixes.map((bytes) => bytes.at(-1))).toEqual([9, 0]);
  });

  it('checks that came to another result, or ran on one row only, differ', () => {
    const result = (code: CheckCode, outcome: CheckOutcome): CheckResult => ({
      ...{ code, result: outcome, message: '', seen: '', expected: '', exchange: 0, at: null },
    });
    const one = {
      ...seekRow,
      checks: [result('ends_whole', 'pass'), result('not_encoded', 'pass')],
    };
    const two = {
      ...seekRow,
      checks: [result('not_encoded', 'fail'), result('ends_whole', 'pass')],
    };
    const differs = (first: LogEntry, second: LogEntry) =>
      compareRows({ row: first, exchange }, { row: second, exchange })
        .checks.filter((each) => each.differs)
        .map(({ code }) => code);
    expect(differs(one, two)).toEqual(['not_encoded']);
    expect(differs(one, seekRow)).toEqual(['not_encoded', 'ends_whole']);
  });

  it('a row without an exchange lacks all hops', () => {
    const buffered: LogEntry = { ...seekRow, seek: makeSeek({ source: 'buffer' }), exchanges: [] };
    const comparison = compareRows({ row: buffered, exchange: null }, seekSide);
    expect(comparison.hops.every(({ first, second }) => first === null && second !== null)).toBe(
      true,
    );
    expect(comparison.body.comparedBytes).toBe(0);
  });
});
