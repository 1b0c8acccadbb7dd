import { checkOutcome } from '../../contract/check.ts';
import type { SweepResult } from '../../contract/sweep.ts';
import type { Results } from '../report-writer.ts';
import { askText, landedErrorMs } from '../text/result-words.ts';
import { scriptJson } from './markup.ts';

/** A result as the page's table has it, texts by their places in lists: about 60 bytes. */
export type PageRow = readonly [
  number: number,
  verdict: number,
  code: number,
  ask: string,
  video: number,
  target: number,
  plan: number,
  fault: number,
  offset: number | null,
  status: number | null,
  errorMs: number | null,
  firstByteMs: number | null,
  pictureMs: number | null,
];

/** The lists that the rows point into. */
export interface PageLists {
  readonly verdicts: readonly string[];
  readonly codes: readonly string[];
  readonly plans: readonly string[];
  readonly faults: readonly string[];
}

/** The texts of one list, each once. */
class TextList {
  readonly #places = new Map<string, number>();

  placeOf(text: string | null): number {
    const key = text ?? '';
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.#places.size);
    return this.#places.size - 1;
  }

  texts(): string[] {
    return [...this.#places.keys()];
  }
}

/** Writes all rows as JSON, some at a time. @returns the lists that they point into */
export async function* rowsJson(results: Results): AsyncGenerator<string, PageLists> {
  const lists = { codes: new TextList(), plans: new TextList(), faults: new TextList() };
  let separator = '[';
  for await (const result of results()) {
    yield separator + scriptJson(rowOf(result, lists));
    separator = ',\n';
  }
  yield separator === '[' ? '[]' : ']';
  return {
    verdicts: checkOutcome.options,
    codes: lists.codes.texts(),
    plans: lists.plans.texts(),
    faults: lists.faults.texts(),
  };
}

function rowOf(
  { number, video, target, plan, ask, fault, seek, verdict }: SweepResult,
  lists: Record<'codes' | 'plans' | 'faults', TextList>,
): PageRow {
  return [
    number,
    checkOutcome.options.indexOf(verdict.result),
    lists.codes.placeOf(verdict.code ?? seek.error?.code ?? null),
    askText(ask),
    video,
    target,
    lists.plans.placeOf(plan),
    lists.faults.placeOf(fault),
    seek.requestedOffset,
    seek.status,
    rounded(landedErrorMs(seek)),
    rounded(seek.firstByteMs),
    rounded(seek.firstPictureMs),
  ];
}

const rounded = (ms: number | null) => (ms === null ? null : Math.round(ms * 100) / 100);
