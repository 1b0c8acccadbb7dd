import { expect, it } from 'vitest';
import type { SweepResult } from '../contract/sweep.ts';
import { makeSeek } from '../contract/test-support/make-records.ts';
import { writeCsv } from './csv.ts';
import {
  brokenStatus,
  makeFailure,
  makeResult,
  makeSummary,
  written,
} from './test-support/make-sweep.ts';

/** Reads RFC 4180; nothing else. */
function readCsv(text: string): string[][] {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const rows: string[][] = [[]];
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) throw new Error('This is no CSV.');
    const [, inQuotes, plain = '', end] = match;
    rows.at(-1)?.push(inQuotes?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') rows.push([]);
  }
  rows.pop();
  return rows;
}

async function records(results: SweepResult[]) {
  const text = await written(writeCsv, makeSummary(), results);
  const [names = [], ...rows] = readCsv(text);
  return rows.map((row) => {
    expect(row).toHaveLength(names.length);
    return Object.fromEntries(names.map((name, i) => [name, row[i]]));
  });
}

it('one line for each result, with what was asked, where it landed and why it failed', async () => {
  const [good, bad] = await records([makeResult(), makeFailure({ target: 1 })]);
  expect(good).toMatchObject({
    number: '1',
    target: 'embedded as nginx',
    asked: 'keyframe',
    asked_value: '21',
    verdict: 'pass',
    check: '',
    landed_error_ms: '-300',
    picture_after_ms: '61',
  });
  expect(bad).toMatchObject({ target: 'origin-3', verdict: 'fail', seen: '206', expected: '200' });
});

it('quotes, commas and line ends stay in their cell', async () => {
  const message = 'He said "no",\r\nthen left';
  const [row] = await records([makeFailure({ checks: [{ ...brokenStatus, message }] })]);
  expect(row?.reason).toBe(message);
});

it.each(['=1+1', '+1', '-1+2', '@SUM(A1)', '\t=1', ' =1', '＝1'])(
  'no spreadsheet carries out %j, which a server sent',
  async (seen) => {
    const [row] = await records([makeFailure({ checks: [{ ...brokenStatus, seen }] })]);
    expect(row?.seen).toBe(`'${seen}`);
  },
);

it('a start that is no number is a text, a number below 0 is a number', async () => {
  const [row] = await records([
    makeResult({
      ask: { kind: 'start', text: '-1' },
      seek: makeSeek({ expectedMs: 42_001.23456, requestedOffset: null }),
    }),
  ]);
  expect(row).toMatchObject({ asked_value: "'-1", expected_ms: '42001.235', requested_offset: '' });
  expect(row?.landed_error_ms).toBe('-1.235');
});
