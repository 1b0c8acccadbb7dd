import { badnessOf } from '../../checks/verdict.ts';
import type { CheckOutcome } from '../../contract/check.ts';
import { CodedError } from '../../contract/errors.ts';
import type { SweepResult } from '../../contract/sweep.ts';
import {
  type ResultFilter,
  type ResultPage,
  type ResultRow,
  type ResultSort,
  type StripCell,
  SWEEP_BOUNDS,
  type SweepTimes,
} from '../../contract/sweep-run.ts';
import { reasonOf } from '../../report/text/result-words.ts';
import { ResultColumns } from './result-columns.ts';
import { openResultSpool } from './result-spool.ts';
import { timesOf } from './times.ts';

/** The results of a sweep: on disk, with what they are found by in memory. */
export interface KeptResults {
  readonly count: number;
  readonly sizeBytes: number;
  /** Those that are kept without heads. */
  readonly withoutHeads: number;
  /** @throws CodedError `output_unwritable` */
  add(result: SweepResult): Promise<void> | void;
  page(view: ResultView, from: number, count: number): Promise<ResultPage>;
  /** @throws CodedError `result_unknown` */
  read(number: number): Promise<SweepResult>;
  /**
   * What came in each part of a video.
   * @param edges rising; between two of them is a cell
   */
  strip(filter: ResultFilter, edges: readonly number[]): (StripCell | null)[];
  times(filter: ResultFilter): SweepTimes;
  /** All, in the order of their numbers. */
  results(): AsyncGenerator<SweepResult>;
  close(): Promise<void>;
}

/** Which results, and in which order. */
export interface ResultView {
  filter: ResultFilter;
  sort: ResultSort | null;
}

const allResults: ResultFilter = {
  verdict: null,
  video: null,
  target: null,
  code: null,
  place: null,
};

/** @throws CodedError `output_unwritable` */
export async function keepResults(
  wholeBytes: number = SWEEP_BOUNDS.wholeBytes,
): Promise<KeptResults> {
  const spool = await openResultSpool();
  const columns = new ResultColumns();
  const select = rememberLast(columns);
  let withoutHeads = 0;
  const readAt = (at: number) => {
    const { from, to } = columns.lineAt(at);
    return spool.readAt(from, to);
  };
  return {
    get count() {
      return columns.count;
    },
    get sizeBytes() {
      return spool.sizeBytes;
    },
    get withoutHeads() {
      return withoutHeads;
    },
    add(result) {
      const isFull = spool.sizeBytes >= wholeBytes;
      if (isFull) withoutHeads += 1;
      const from = spool.sizeBytes;
      const writing = spool.add(isFull ? withoutWires(result) : result);
      columns.add(result, from, spool.sizeBytes);
      return writing;
    },
    async page({ filter, sort }, from, count) {
      const places = select(filter, sort);
      const shown = places.subarray(Math.min(from, places.length), from + count);
      const results = await Promise.all([...shown].map(readAt));
      return {
        rows: results.map(rowOf),
        from: Math.min(from, places.length),
        fitting: places.length,
      };
    },
    async read(number) {
      const at = columns.find(number);
      if (at < 0) throw new CodedError('result_unknown', { number });
      return readAt(at);
    },
    strip: (filter, edges) => stripOf(columns, select(filter, null), edges),
    times: (filter) =>
      timesOf(Float64Array.from(select(filter, null), (at) => columns.firstByteAt(at))),
    async *results() {
      if (columns.isInOrder) yield* spool.results();
      else for (const at of columns.select(allResults, null)) yield await readAt(at);
    },
    close: () => spool.close(),
  };
}

/** One who scrolls asks for the same again and again. */
function rememberLast(columns: ResultColumns) {
  let last: { key: string; places: Uint32Array } = { key: '', places: new Uint32Array() };
  return (filter: ResultFilter, sort: ResultSort | null): Uint32Array => {
    const key = JSON.stringify([filter, sort, columns.count]);
    if (last.key !== key) last = { key, places: columns.select(filter, sort) };
    return last.places;
  };
}

/** What is kept of one that is well. */
function withoutWires(result: SweepResult): SweepResult {
  const { picture: _picture, ...rest } = result;
  const checks = result.checks.filter(
    ({ result: outcome }) => outcome !== 'pass' && outcome !== 'skip',
  );
  return { ...rest, checks, exchanges: [] };
}

function rowOf(result: SweepResult): ResultRow {
  const { number, video, target, plan, ask, fault, verdict, seek } = result;
  const { state, requestedOffset, status, firstByteMs, landed } = seek;
  return {
    ...{
      number,
      video,
      target,
      plan,
      ask,
      fault,
      verdict,
      state,
      requestedOffset,
      status,
      firstByteMs,
    },
    reason: reasonOf(result),
    landed: landed && { offset: landed.offset, timeMs: landed.timeMs },
  };
}

function stripOf(
  columns: ResultColumns,
  places: Uint32Array,
  edges: readonly number[],
): (StripCell | null)[] {
  const cells: (StripCell | null)[] = new Array(Math.max(edges.length - 1, 0)).fill(null);
  for (const at of places) {
    const i = cellOf(edges, columns.placeAt(at));
    if (i < 0 || i >= cells.length) continue;
    const outcome = columns.verdictAt(at);
    const cell = cells[i] ?? emptyCell(outcome, columns.numberAt(at));
    cells[i] = cell;
    cell[outcome] += 1;
    if (badnessOf(outcome) <= badnessOf(cell.worst)) continue;
    cell.worst = outcome;
    cell.number = columns.numberAt(at);
  }
  return cells;
}

const emptyCell = (worst: CheckOutcome, number: number): StripCell => ({
  ...{ worst, number, pass: 0, warn: 0, fail: 0, skip: 0 },
});

/** The last edge that is not beyond a place; -1: all are. */
function cellOf(edges: readonly number[], place: number): number {
  let from = 0;
  let to = edges.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((edges[middle] ?? 0) <= place) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}
