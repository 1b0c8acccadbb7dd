import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { CodedError } from '../../contract/errors.ts';
import type { PersonalityName } from '../../contract/personality.ts';
import type { ReplayItem, ReplayState, replayInput } from '../../contract/replay.ts';
import { REPLAY_MARK, seekerIdAs } from '../../http/stream-url.ts';
import { createVideoClock } from '../../seek/clock/video-clock.ts';
import { createSeeker, type Seeker } from '../../seek/seeker.ts';
import { createVideoAddress } from '../../seek/video-address.ts';
import type { VideoReader } from '../library/read-video.ts';
import type { Log } from '../log/log.ts';
import { createFetchPart } from '../seeks/fetch-part.ts';
import { type FinishedExchanges, gatherExchanges } from '../seeks/finished-exchanges.ts';
import { replayItemOf } from './compare-sides.ts';
import { type JudgedRows, watchJudgedRows } from './judged-rows.ts';
import { type ReplayAsk, replayAsksOf } from './replay-asks.ts';

/** Answers up to this length are read to their end, so that the checks see all of them. */
const WHOLE_BYTES = 16_000_000;

export interface ReplayParts {
  log: Log;
  videos: Pick<VideoReader, 'read'>;
  reproxyUrl: string;
  /** Our page's: to whom alone the reproxy answers in manners that a request asks for; null without a page. */
  consoleOrigin: string | null;
  /** As the reproxy answers where nobody asks otherwise. */
  personality: PersonalityName;
}

/**
 * Makes seeks again, or those of a list, one after the other and without a player. They stand in the log like any
 * others.
 * @param onState told after each of them
 * @throws CodedError `replay_empty`, and what opening the videos throws
 */
export async function replay(
  parts: ReplayParts,
  { what, whom, accuracy }: z.output<typeof replayInput>,
  signal: AbortSignal,
  onState: (state: ReplayState) => void,
): Promise<ReplayState> {
  const { log, videos, reproxyUrl, consoleOrigin } = parts;
  const { asks, leftOut } = replayAsksOf(what, whom, log);
  if (asks.length === 0) throw new CodedError('replay_empty');
  const mark = `${REPLAY_MARK}${randomBytes(6).toString('hex')}.`;
  const exchanges = gatherExchanges(log, (id) => id.startsWith(mark));
  const judged = watchJudgedRows(log, mark);
  const items: ReplayItem[] = [];
  const seekers = new Map<string, Seeker>();
  const origin = whom.kind === 'personality' ? consoleOrigin : null;
  const fetchPart = createFetchPart(origin === null ? {} : { Origin: origin });
  const close = () => {
    for (const seeker of seekers.values()) seeker.close();
  };
  signal.addEventListener('abort', close, { once: true });

  const seekerOf = async (name: string): Promise<Seeker> => {
    const known = seekers.get(name);
    if (known) return known;
    const facts = await videos.read(name, undefined, signal);
    const clock = createVideoClock(facts);
    const ownId = `${mark}${seekers.size + 1}`;
    const told = new Set<string>();
    const seeker = createSeeker({
      ...{ facts, accuracy, fetchPart },
      seekerId: whom.kind === 'personality' ? seekerIdAs(ownId, whom) : ownId,
      isWhole: facts.sizeBytes <= WHOLE_BYTES,
      streamUrl: createVideoAddress(reproxyUrl, () => ({ facts, clock })),
      mayMoveStart: () => {
        const personality = whom.kind === 'personality' ? whom.personality : parts.personality;
        return facts.target?.mayMoveStart ?? personality === 'cdn';
      },
      onSeek(seek) {
        log.putSeek(seek, told.has(seek.id));
        told.add(seek.id);
      },
    });
    seekers.set(name, seeker);
    return seeker;
  };

  try {
    for (const ask of asks) {
      const seeker = await seekerOf(ask.entryName);
      signal.throwIfAborted();
      const item = await carryOut(ask, { seeker, exchanges, judged, log });
      signal.throwIfAborted();
      if (item) items.push(item);
      onState({ planned: asks.length, leftOut, items: [...items] });
    }
    return { planned: asks.length, leftOut, items };
  } finally {
    close();
    signal.removeEventListener('abort', close);
    judged.close();
    exchanges.close();
  }
}

interface Carrying {
  seeker: Seeker;
  exchanges: FinishedExchanges;
  judged: JudgedRows;
  log: Log;
}

/** Null where the log was cleared meanwhile. */
async function carryOut(
  ask: ReplayAsk,
  { seeker, exchanges, judged, log }: Carrying,
): Promise<ReplayItem | null> {
  const seek = await seeker.seek(ask.asked);
  if (seek.source !== null) await exchanges.of(seek.id);
  const number = await judged.of(seek.id);
  try {
    const after = number === null ? null : log.get(number);
    return after?.kind === 'seek' ? replayItemOf(ask, after) : null;
  } catch {
    // Cleared, or pushed out by a flood of others.
    return null;
  }
}
