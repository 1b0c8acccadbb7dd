import type { LogEntry } from '../../contract/log.ts';
import type { ReplayAsks, ReplayWhom } from '../../contract/replay.ts';
import type { SeekAsked } from '../../contract/seek.ts';
import type { Log } from '../log/log.ts';
import { entryNameOf, readEntryName } from '../targets/target-name.ts';

export type SeekEntry = Extract<LogEntry, { kind: 'seek' }>;

/** One seek to be made. */
export interface ReplayAsk {
  /** The library's entry that is asked. */
  entryName: string;
  asked: SeekAsked;
  /** How it was before; null where it was in a list. */
  before: SeekEntry | null;
}

/**
 * Whom each ask goes to, in order.
 * @returns also how many rows no seek made, or are gone
 */
export function replayAsksOf(
  what: ReplayAsks,
  whom: ReplayWhom,
  log: Pick<Log, 'get'>,
): { asks: ReplayAsk[]; leftOut: number } {
  if (what.kind === 'list') {
    const entryName = entryOf(what.videoName, whom);
    return { asks: what.asks.map((asked) => ({ entryName, asked, before: null })), leftOut: 0 };
  }
  const asks = what.numbers.flatMap((number): ReplayAsk[] => {
    const before = seekOf(log, number);
    if (before === null) return [];
    const { videoName, asked } = before.seek;
    return [{ entryName: entryOf(videoName, whom), asked, before }];
  });
  return { asks, leftOut: what.numbers.length - asks.length };
}

function seekOf(log: Pick<Log, 'get'>, number: number): SeekEntry | null {
  try {
    const entry = log.get(number);
    return entry.kind === 'seek' ? entry : null;
  } catch {
    // It has gone since it was selected.
    return null;
  }
}

function entryOf(videoName: string, whom: ReplayWhom): string {
  if (whom.kind === 'same') return videoName;
  const ownName = readEntryName(videoName)?.videoName ?? videoName;
  return whom.kind === 'target' ? entryNameOf(whom.name, ownName) : ownName;
}
