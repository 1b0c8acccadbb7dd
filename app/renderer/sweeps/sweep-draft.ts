import { mannersWords } from '../../checks/manners-words.ts';
import type { AnsweredAs } from '../../contract/exchange.ts';
import { personalityName } from '../../contract/personality.ts';
import { MAX_CONCURRENCY, type SweepOrder } from '../../contract/sweep-run.ts';
import type { SystemConfiguration } from '../../contract/system.ts';
import type { OpenVideo } from '../model/stores.ts';

/** A sweep as it is being put together: numbers as they were typed. */
export interface SweepDraft {
  plan: string;
  videos: ReadonlySet<string>;
  /** Words of manners. */
  personalities: ReadonlySet<string>;
  targets: ReadonlySet<string>;
  concurrency: string;
  seed: string;
  maxFailures: string;
  firstByteMs: string;
  isWhole: boolean;
}

/** All manners that the embedded reproxy has, by their words. */
export const allManners: readonly { words: string; manners: AnsweredAs }[] = [
  ...personalityName.options.map((personality) => ({ personality, hasQuirks: false })),
  { personality: 'perlbal-patch' as const, hasQuirks: true },
].map((manners) => ({ words: mannersWords(manners), manners }));

/** As the last one was; the first one asks for every keyframe of the open video as the window does. */
export function firstDraft(
  last: SweepOrder | null,
  video: OpenVideo,
  configuration: SystemConfiguration | null,
): SweepDraft {
  const openName = 'name' in video ? video.name : null;
  const target = video.phase === 'open' ? video.facts.target : null;
  const videos = target ? [target.videoName] : openName === null ? [] : [openName];
  const text = (value: number | null | undefined) => (value == null ? '' : String(value));
  return {
    plan: last?.plan ?? 'keyframes',
    videos: new Set(videos.length > 0 ? videos : last?.videos),
    personalities: new Set(
      last?.personalities.map(mannersWords) ??
        (target || !configuration ? [] : [mannersWords(configuration)]),
    ),
    targets: new Set(last?.targets ?? (target ? [target.name] : [])),
    concurrency: text(last?.concurrency ?? 4),
    seed: text(last?.seed ?? 1),
    maxFailures: text(last?.maxFailures),
    firstByteMs: text(last?.limits.firstByteMs),
    isWhole: last?.isWhole ?? false,
  };
}

/** What is wrong with a field that stands in `faults`. */
export type DraftFaults = Partial<
  Record<'concurrency' | 'seed' | 'maxFailures' | 'firstByteMs' | 'videos' | 'whom', string>
>;

export type ReadDraft = { order: SweepOrder; faults: null } | { order: null; faults: DraftFaults };

/** The order that a draft is, or what is wrong with it. */
export function readDraft(draft: SweepDraft): ReadDraft {
  const concurrency = numberIn(draft.concurrency, 1, MAX_CONCURRENCY);
  const seed = numberIn(draft.seed, 0, Number.MAX_SAFE_INTEGER);
  const maxFailures = draft.maxFailures.trim() === '' ? null : numberIn(draft.maxFailures, 1, 1e9);
  const firstByteMs = draft.firstByteMs.trim() === '' ? null : numberIn(draft.firstByteMs, 0, 1e7);
  const faults: DraftFaults = {
    ...(Number.isNaN(concurrency) && { concurrency: `Write a number, 1 to ${MAX_CONCURRENCY}.` }),
    ...(Number.isNaN(seed) && { seed: 'Write a whole number, 0 or more.' }),
    ...(Number.isNaN(maxFailures) && { maxFailures: 'Write a number, or nothing.' }),
    ...(Number.isNaN(firstByteMs) && { firstByteMs: 'Write milliseconds, or nothing.' }),
    ...(draft.videos.size === 0 && { videos: 'Choose at least one video.' }),
    ...(draft.personalities.size + draft.targets.size === 0 && {
      whom: 'Choose at least one personality or target.',
    }),
  };
  if (Object.keys(faults).length > 0) return { order: null, faults };
  return {
    faults: null,
    order: {
      plan: draft.plan.trim(),
      seed,
      videos: [...draft.videos],
      personalities: allManners
        .filter(({ words }) => draft.personalities.has(words))
        .map(({ manners }) => manners),
      targets: [...draft.targets],
      concurrency,
      maxFailures,
      isWhole: draft.isWhole,
      limits: firstByteMs === null ? {} : { firstByteMs },
    },
  };
}

function numberIn(text: string, least: number, most: number): number {
  const value = /^\d{1,16}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : Number.NaN;
}
