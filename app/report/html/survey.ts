import type { CheckOutcome } from '../../contract/check.ts';
import type { SweepResult, SweepSummary } from '../../contract/sweep.ts';
import type { Results } from '../report-writer.ts';

/** Results that are shown with all that is known of them. */
export const MAX_DETAILS = 200;
/** So few, all of them are. */
const FEW_RESULTS = 50;
/** Strips over the video; one for each video and target. */
const MAX_STRIPS = 40;
/** Parts of a strip. */
export const STRIP_CELLS = 200;

/** Results of one part of a video. */
export interface StripCell {
  readonly counts: Record<CheckOutcome, number>;
  /** The first result as bad as its worst. */
  worst: { number: number; result: CheckOutcome };
}

/** One video at one target. */
export interface Strip {
  readonly video: number;
  readonly target: number;
  readonly cells: (StripCell | undefined)[];
  readonly counts: Record<CheckOutcome, number>;
  /** Results that have no place in the file: beyond its end, or none at all. */
  placeless: number;
}

export interface Times {
  readonly firstByte: number[];
  readonly picture: number[];
}

/** What a first look at all results finds; it grows by two numbers a result, and no more. */
export interface Survey {
  readonly total: number;
  readonly strips: readonly Strip[];
  readonly stripsLeftOut: number;
  /** By target. */
  readonly times: readonly Times[];
  /** Numbers of results that are shown in full, and how many bad ones are not. */
  readonly detailed: ReadonlySet<number>;
  readonly badLeftOut: number;
  /** Somebody wrote on one of them. */
  readonly hasMarked: boolean;
}

export async function survey(summary: SweepSummary, results: Results): Promise<Survey> {
  const strips = new Map<string, Strip>();
  const times: Times[] = summary.targets.map(() => ({ firstByte: [], picture: [] }));
  const candidates = new Candidates();
  let total = 0;
  for await (const result of results()) {
    total += 1;
    putOnStrip(stripOf(strips, result), result, summary);
    const of = times[result.target];
    const { firstByteMs, firstPictureMs, source } = result.seek;
    if (of && firstByteMs !== null && source !== 'buffer') of.firstByte.push(firstByteMs);
    if (of && firstPictureMs !== null) of.picture.push(firstPictureMs);
    candidates.put(result);
  }
  for (const { firstByte, picture } of times) {
    for (const list of [firstByte, picture]) list.sort((a, b) => a - b);
  }
  const all = [...strips.values()].sort((a, b) => a.video - b.video || a.target - b.target);
  return {
    total,
    strips: all.slice(0, MAX_STRIPS),
    stripsLeftOut: Math.max(0, all.length - MAX_STRIPS),
    times,
    ...candidates.choose(total),
  };
}

const noCounts = (): Record<CheckOutcome, number> => ({ pass: 0, warn: 0, fail: 0, skip: 0 });

function stripOf(strips: Map<string, Strip>, { video, target }: SweepResult): Strip {
  const key = `${video} ${target}`;
  const known = strips.get(key);
  if (known) return known;
  const cells = strips.size < MAX_STRIPS ? new Array<StripCell | undefined>(STRIP_CELLS) : [];
  const strip = { video, target, cells, counts: noCounts(), placeless: 0 };
  strips.set(key, strip);
  return strip;
}

const worstFirst: readonly CheckOutcome[] = ['fail', 'warn', 'pass', 'skip'];

function putOnStrip(strip: Strip, result: SweepResult, { videos }: SweepSummary): void {
  const outcome = result.verdict.result;
  strip.counts[outcome] += 1;
  const offset = result.seek.requestedOffset ?? result.seek.landed?.offset ?? null;
  const sizeBytes = videos[result.video]?.sizeBytes ?? 0;
  if (offset === null || offset < 0 || offset >= sizeBytes) {
    strip.placeless += 1;
    return;
  }
  const at = Math.floor((offset / sizeBytes) * STRIP_CELLS);
  if (at >= strip.cells.length) return;
  const worst = { number: result.number, result: outcome };
  const cell = strip.cells[at] ?? { counts: noCounts(), worst };
  cell.counts[outcome] += 1;
  if (worstFirst.indexOf(outcome) < worstFirst.indexOf(cell.worst.result)) cell.worst = worst;
  strip.cells[at] = cell;
}

/** Chooses the results to be shown in full: those that are marked, and of each kind of failure some rather than of one all. */
class Candidates {
  readonly #few: number[] = [];
  readonly #kinds = new Map<string, { isFail: boolean; numbers: number[] }>();
  readonly #marked = new Set<number>();
  /** Of those that are marked. */
  #wellMarked = 0;
  #bad = 0;

  put({ number, verdict, target, video, marks }: SweepResult): void {
    if (this.#few.length <= FEW_RESULTS) this.#few.push(number);
    const isBad = verdict.result === 'fail' || verdict.result === 'warn';
    if (marks && this.#marked.size < MAX_DETAILS) {
      this.#marked.add(number);
      if (!isBad) this.#wellMarked += 1;
    }
    if (!isBad) return;
    this.#bad += 1;
    const isFail = verdict.result === 'fail';
    const key = `${verdict.result} ${verdict.code} ${target} ${video}`;
    const kind = this.#kinds.get(key) ?? { isFail, numbers: [] };
    if (kind.numbers.length < MAX_DETAILS) kind.numbers.push(number);
    if (this.#kinds.size < MAX_DETAILS) this.#kinds.set(key, kind);
  }

  choose(total: number): Pick<Survey, 'detailed' | 'badLeftOut' | 'hasMarked'> {
    const hasMarked = this.#marked.size > 0;
    if (total <= FEW_RESULTS) return { detailed: new Set(this.#few), badLeftOut: 0, hasMarked };
    const kinds = [...this.#kinds.values()];
    const detailed = new Set(this.#marked);
    for (const isFail of [true, false]) {
      const own = kinds.filter((kind) => kind.isFail === isFail);
      for (let turn = 0; turn < MAX_DETAILS; turn += 1) {
        for (const { numbers } of own) {
          const number = numbers[turn];
          if (number !== undefined && detailed.size < MAX_DETAILS) detailed.add(number);
        }
      }
    }
    const badLeftOut = this.#bad - (detailed.size - this.#wellMarked);
    return { detailed, badLeftOut, hasMarked };
  }
}
