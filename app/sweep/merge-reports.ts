import { type CheckCode, checkCode } from '../contract/check.ts';
import { CodedError } from '../contract/errors.ts';
import type { SweepCounts, SweepResult, SweepSummary } from '../contract/sweep.ts';

/** The summary of a report, and where it stands. */
export interface NamedSummary {
  path: string;
  summary: SweepSummary;
}

/**
 * The summary of the whole sweep that these are shards of.
 * @throws CodedError `reports_unlike`
 */
export function mergeSummaries(reports: readonly NamedSummary[]): SweepSummary {
  const [first, ...others] = reports;
  if (first === undefined) throw new RangeError('there is nothing to merge');
  for (const other of others) refuseUnlike(first, other);
  refuseTwice(reports);
  const all = reports.map(({ summary }) => summary);
  return {
    ...first.summary,
    startedAtEpochMs: Math.min(...all.map((each) => each.startedAtEpochMs)),
    endedAtEpochMs: Math.max(...all.map((each) => each.endedAtEpochMs)),
    shard: null,
    counts: all.map(({ counts }) => counts).reduce(addCounts),
    checks: mergeChecks(all),
    endedEarly: all.find(({ endedEarly }) => endedEarly !== null)?.endedEarly ?? null,
  };
}

/** Those of the shards that none of the reports is of: 2 and 5 of 6. */
export function missingShards(reports: readonly NamedSummary[]): number[] {
  const total = reports[0]?.summary.shard?.total ?? 1;
  const there = new Set(reports.map(({ summary }) => summary.shard?.index ?? 1));
  return Array.from({ length: total }, (_, i) => i + 1).filter((index) => !there.has(index));
}

/** Results of several reports, each in the order of its numbers, as one in that order. */
export async function* mergeResults(
  reports: readonly AsyncIterable<SweepResult>[],
): AsyncGenerator<SweepResult> {
  const readers = reports.map((report) => report[Symbol.asyncIterator]());
  const heads = await Promise.all(readers.map((reader) => reader.next()));
  for (;;) {
    let least = -1;
    let number = Number.POSITIVE_INFINITY;
    for (const [i, head] of heads.entries()) {
      if (head.done || head.value.number >= number) continue;
      least = i;
      number = head.value.number;
    }
    const [reader, head] = [readers[least], heads[least]];
    if (reader === undefined || head?.value === undefined) return;
    yield head.value;
    heads[least] = await reader.next();
  }
}

/** What shards of one sweep have in common. */
const ALIKE = ['plan', 'seed', 'budget', 'videos', 'targets'] as const;

function refuseUnlike({ summary: first }: NamedSummary, { path, summary }: NamedSummary): void {
  const same = (key: (typeof ALIKE)[number]) =>
    JSON.stringify(first[key]) === JSON.stringify(summary[key]);
  const other = ALIKE.find((key) => !same(key));
  const detail =
    other !== undefined
      ? `it has ${other === 'videos' || other === 'targets' ? 'other' : 'another'} ${other}`
      : summary.shard?.total !== first.shard?.total
        ? 'it is of another number of shards'
        : null;
  if (detail !== null) throw new CodedError('reports_unlike', { path, detail });
}

function refuseTwice(reports: readonly NamedSummary[]): void {
  const seen = new Set<number>();
  for (const { path, summary } of reports) {
    const { index, total } = summary.shard ?? { index: 1, total: 1 };
    const detail =
      total === 1 ? 'both are of all asks' : `shard ${index} of ${total} is there twice`;
    if (seen.has(index)) throw new CodedError('reports_unlike', { path, detail });
    seen.add(index);
  }
}

function addCounts(a: SweepCounts, b: SweepCounts): SweepCounts {
  return {
    planned: a.planned + b.planned,
    done: a.done + b.done,
    pass: a.pass + b.pass,
    warn: a.warn + b.warn,
    fail: a.fail + b.fail,
    skip: a.skip + b.skip,
  };
}

function mergeChecks(all: readonly SweepSummary[]): SweepSummary['checks'] {
  const merged = new Map<string, SweepSummary['checks'][number]>();
  for (const check of all.flatMap(({ checks }) => checks)) {
    const known = merged.get(check.code);
    if (known === undefined) merged.set(check.code, { ...check });
    else for (const key of ['pass', 'warn', 'fail', 'skip'] as const) known[key] += check[key];
  }
  const order = new Map(checkCode.options.map((code, i) => [code, i]));
  const placeOf = ({ code }: { code: CheckCode }) => order.get(code) ?? 0;
  return [...merged.values()].sort((a, b) => placeOf(a) - placeOf(b));
}
