import { clientNameOf } from '../checks/client-name.ts';
import { mannersWords } from '../checks/manners-words.ts';
import type { CheckCode, CheckOutcome } from '../contract/check.ts';
import type { Exchange } from '../contract/exchange.ts';
import type { LogEntry } from '../contract/log.ts';
import type { Seek } from '../contract/seek.ts';
import {
  BY_HAND,
  type SweepResult,
  type SweepSummary,
  type SweepTarget,
} from '../contract/sweep.ts';
import { faultsText } from '../faults/fault-text.ts';
import { splitTarget } from '../http/request-target.ts';
import { readStart, streamedKeyOf } from '../http/stream-url.ts';

/** A row of the log that goes into a report. */
export interface EvidenceRow {
  readonly entry: LogEntry;
  /** A data URI of the picture that was shown for it; null where there is none. */
  readonly picture: string | null;
}

/** What is known beside the rows. */
export interface EvidenceSurroundings {
  /** Of this Seeklab. */
  readonly version: string;
  readonly videos: SweepSummary['videos'];
  /** Name and address of the targets, secrets masked. */
  readonly targets: readonly { readonly name: string; readonly pattern: string }[];
}

/** Rows of the log as a sweep that somebody made by hand, for the same writers. */
export function evidenceOf(
  rows: readonly EvidenceRow[],
  known: EvidenceSurroundings,
): { summary: SweepSummary; results: SweepResult[] } {
  const videos = new Places<SweepSummary['videos'][number]>();
  const targets = new Places<SweepTarget>();
  const results = rows.map(({ entry, picture }) => {
    const seek = entry.kind === 'seek' ? entry.seek : seekOfRequest(entry.exchanges[0]);
    const { videoName } = seek;
    return {
      number: entry.number,
      video: videos.of(videoName, () => videoNamed(videoName, known)),
      target: targets.of(...targetOf(seek, entry.exchanges, known)),
      plan: entry.kind === 'seek' ? BY_HAND : planOfRequest(entry.exchanges[0]),
      ask: entry.kind === 'seek' ? seek.asked : askOfRequest(entry.exchanges[0]),
      fault: faultsText(entry.exchanges),
      seek,
      verdict: entry.verdict ?? { result: 'skip' as const, code: null },
      checks: entry.checks,
      exchanges: entry.exchanges,
      ...(picture === null ? {} : { picture }),
      ...(entry.marks === null ? {} : { marks: entry.marks }),
    };
  });
  return {
    summary: {
      ...{ format: 'seeklab-sweep', formatVersion: 1, version: known.version, plan: BY_HAND },
      ...{ seed: 0, shard: null, endedEarly: null },
      startedAtEpochMs: Math.min(...rows.map(({ entry }) => entry.atEpochMs)),
      endedAtEpochMs: Math.max(...rows.map(({ entry }) => endOf(entry))),
      videos: videos.all(),
      targets: targets.all(),
      counts: {
        planned: rows.length,
        done: rows.length,
        ...tally(results.map(({ verdict }) => verdict.result)),
      },
      checks: tallyChecks(results),
    },
    results,
  };
}

/** Each thing once, in the order of its first mention. */
class Places<T> {
  readonly #known = new Map<string, { place: number; thing: T }>();

  of(key: string, make: () => T): number {
    const known = this.#known.get(key) ?? { place: this.#known.size, thing: make() };
    this.#known.set(key, known);
    return known.place;
  }

  all(): T[] {
    return [...this.#known.values()].map(({ thing }) => thing);
  }
}

const videoNamed = (name: string, { videos }: EvidenceSurroundings) =>
  videos.find((video) => video.name === name) ?? {
    ...{ name, sizeBytes: 0, durationMs: null, keyframes: 0 },
  };

function targetOf(
  { target: name }: Seek,
  exchanges: readonly Exchange[],
  { targets }: EvidenceSurroundings,
): [key: string, make: () => SweepTarget] {
  const manners = exchanges.find(({ answeredAs }) => answeredAs !== null)?.answeredAs ?? null;
  const personality = manners && mannersWords(manners);
  const pattern = targets.find((target) => target.name === name)?.pattern ?? null;
  return [`${name ?? ''}\n${personality ?? ''}`, () => ({ name, pattern, personality })];
}

function endOf(entry: LogEntry): number {
  const tookMs = entry.kind === 'seek' ? entry.seek.endedMs : entry.exchanges[0].durationMs;
  return entry.atEpochMs + (tookMs ?? 0);
}

function tally(outcomes: readonly CheckOutcome[]): Record<CheckOutcome, number> {
  const counts = { pass: 0, warn: 0, fail: 0, skip: 0 };
  for (const outcome of outcomes) counts[outcome] += 1;
  return counts;
}

function tallyChecks(results: readonly SweepResult[]): SweepSummary['checks'] {
  const outcomes = new Map<CheckCode, CheckOutcome[]>();
  for (const { code, result } of results.flatMap(({ checks }) => checks)) {
    outcomes.set(code, [...(outcomes.get(code) ?? []), result]);
  }
  return [...outcomes].map(([code, all]) => ({ code, ...tally(all) }));
}

function planOfRequest({ hops }: Exchange): string {
  return `request of ${clientNameOf(hops[0]?.requestHead ?? '') ?? 'another client'}`;
}

/** The `start` that a request of no seek asked for. */
function askOfRequest({ target }: Exchange): SweepResult['ask'] {
  const start = readStart(splitTarget(target).query);
  return { kind: 'start', text: start.kind === 'absent' ? null : start.value.slice(0, 200) };
}

/** What can be said of a request that no seek made, in the words of a seek. */
function seekOfRequest(exchange: Exchange): Seek {
  const { path, query } = splitTarget(exchange.target);
  const start = readStart(query);
  const offset = start.kind === 'valid' ? Number(start.value) : null;
  const client = exchange.hops[0];
  return {
    id: exchange.seekId ?? '',
    videoName: streamedKeyOf(path) ?? path,
    target: null,
    asked: { kind: 'offset', offset: offset ?? 0 },
    isAssisted: false,
    askedAtEpochMs: exchange.startedAtEpochMs,
    state: exchange.error === null ? 'inspected' : 'failed',
    expectedMs: null,
    source: 'network',
    requestedOffset: offset,
    status: client?.status ?? null,
    landed: null,
    resync: null,
    played: null,
    playedOn: null,
    headMs: client?.responseHeadMs ?? null,
    firstByteMs: client?.firstBodyByteMs ?? null,
    firstPictureMs: null,
    endedMs: exchange.durationMs,
    prefixHex: exchange.prefixHex,
    assists: [],
    raw: null,
    error: exchange.error,
  };
}
