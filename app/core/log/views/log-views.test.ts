import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilter } from '../../../checks/filter/parse-filter.ts';
import { factsOf, textOf } from '../../../checks/filter/row-facts.ts';
import { type LogRow, type LogView, logColumn, logFilter } from '../../../contract/log.ts';
import { makeExchange, makeHop, makeSeek } from '../../../contract/test-support/make-records.ts';
import type { Log } from '../log.ts';
import { step, take } from '../test-support/log-steps.ts';
import { rowsOf, startLog } from '../test-support/start-log.ts';

const everything: LogView = { filter: 'all', text: '', sort: null };

/** Until all rows have been looked at. */
async function readWhole(log: Log, view: LogView, from = 0, count = 1000) {
  for (;;) {
    const page = await log.readPage(view, from, count);
    if (page.unread === 0) return page;
  }
}

const numbersOf = (rows: readonly LogRow[]) => rows.map(({ number }) => number);

const view = fc.record<LogView>({
  filter: fc.constantFrom(...logFilter.options),
  text: fc.constantFrom(
    '',
    'is:seek',
    '-is:running',
    'verdict:fail',
    'verdict:none sample',
    'status:200',
    'picture:*',
    '-cut',
    'number>5',
    'is:pinned',
    'mark:bug',
    '-note:*',
    'colour:red look',
  ),
  sort: fc.option(
    fc.record({ by: fc.constantFrom(...logColumn.options), isDescending: fc.boolean() }),
    { nil: null },
  ),
});

describe('a view', () => {
  test('shows what filtering all rows gives, whatever happens in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { maxLength: 25 }), { maxLength: 4 }),
        view,
        fc.integer({ min: 3, max: 40 }),
        async (rounds, each, entries) => {
          const log = startLog({ entries });
          let at = 0;
          for (const steps of rounds) {
            for (const one of steps) take(log, one, at++);
            const { rows, fitting } = await readWhole(log, each);
            const expected = rowsOf(log, each.filter).filter((row) => fits(each.text, row));
            expect(new Set(numbersOf(rows))).toEqual(new Set(numbersOf(expected)));
            expect(rows).toHaveLength(fitting);
            if (each.sort === null) expect(rows).toEqual(expected);
            for (const [place, { number }] of rows.entries()) {
              expect(log.placeOf(each, number)).toBe(place);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('stands in the order of a column, what has nothing there last, either way', async () => {
    const log = startLog();
    const pictures = [300, null, 100, 200, 100];
    pictures.forEach((firstPictureMs, i) => {
      log.putSeek(makeSeek({ id: `p-${i}`, firstPictureMs }));
    });
    const sorted = async (isDescending: boolean) =>
      numbersOf(
        (await readWhole(log, { ...everything, sort: { by: 'picture', isDescending } })).rows,
      );
    expect(await sorted(false)).toEqual([3, 5, 4, 1, 2]);
    expect(await sorted(true)).toEqual([1, 4, 3, 5, 2]);
    log.putSeek(makeSeek({ id: 'p-1', firstPictureMs: 1 }), true);
    expect(await sorted(false)).toEqual([2, 3, 5, 4, 1]);
    expect(
      numbersOf(
        (await log.readPage({ ...everything, sort: { by: 'picture', isDescending: true } }, 1, 2))
          .rows,
      ),
    ).toEqual([4, 3]);
  });

  test('of many rows is found bit by bit, the newest first, and says what is left', async () => {
    const log = startLog();
    for (let id = 1; id <= 12_000; id += 1) {
      const hops = [makeHop({ status: id % 100 === 0 ? 416 : 200 })];
      log.putExchange(makeExchange({ id: String(id), hops }));
    }
    const refused = { ...everything, text: 'status:416' };
    let turns = 0;
    let isReading = true;
    const count = () => {
      turns += 1;
      if (isReading) setImmediate(count);
    };
    setImmediate(count);
    const { rows, fitting } = await readWhole(log, refused, 0, 500);
    isReading = false;
    // Other things have their turn in between.
    expect(turns).toBeGreaterThan(1);
    expect(fitting).toBe(120);
    expect(numbersOf(rows)).toEqual(Array.from({ length: 120 }, (_, i) => 100 * (i + 1)));
  });

  test('that nobody reads while very much changes is right when it is read again', async () => {
    const log = startLog({ entries: 2000 });
    const refused = { ...everything, text: 'status:416' };
    log.putExchange(makeExchange({ id: '0' }));
    expect((await readWhole(log, refused)).rows).toEqual([]);
    for (let id = 1; id <= 12_000; id += 1) {
      const hops = [makeHop({ status: id > 11_990 ? 416 : 200 })];
      log.putExchange(makeExchange({ id: String(id), hops }));
    }
    expect((await readWhole(log, refused)).fitting).toBe(10);
  });

  test('of a filter that means nothing is a coded error', async () => {
    const log = startLog();
    const wrong = { ...everything, text: 'verdikt:fail' };
    await expect(log.readPage(wrong, 0, 1)).rejects.toMatchObject({ code: 'filter_field_unknown' });
    await expect(log.statistics(wrong)).rejects.toMatchObject({ code: 'filter_field_unknown' });
  });
});

test('statistics count, and tell how long pictures took', async () => {
  const log = startLog();
  for (let ms = 1; ms <= 100; ms += 1) {
    log.putSeek(makeSeek({ id: `s-${ms}`, firstPictureMs: ms, firstByteMs: null }));
  }
  log.putExchange(
    makeExchange({ id: '1', hops: [makeHop({ status: 416, firstBodyByteMs: null })] }),
  );
  expect(await log.statistics(everything)).toEqual({
    count: 101,
    failures: 1,
    picture: { count: 100, p50: 50, p95: 95, max: 100 },
    firstByte: null,
    unread: 0,
  });
  expect(await log.statistics({ ...everything, text: 'picture>90 is:seek' })).toMatchObject({
    count: 10,
    failures: 0,
    picture: { p50: 95, max: 100 },
  });
});

function fits(text: string, row: LogRow): boolean {
  const parsed = parseFilter(text);
  return parsed.kind === 'filter' && parsed.test(factsOf(row), () => textOf(row));
}
