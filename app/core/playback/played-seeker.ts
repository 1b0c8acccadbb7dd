import { describeError, type SeeklabError } from '../../contract/errors.ts';
import type { Seek, SeekAsked } from '../../contract/seek.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { createSeekRecord } from '../../seek/record/seek-record.ts';
import {
  createJudgedSeeker,
  createJudging,
  type JudgedSeeker,
  type JudgedSeekerOptions,
} from '../seeks/judged-seeker.ts';
import type { PlayedAsk } from './expected-player.ts';
import type { Players } from './players.ts';

/** Who plays, and how. */
export interface Playback {
  players: Pick<Players, 'play' | 'areGivenUp'>;
  /** Does it play on from each picture, so that stalls are seen? */
  playsOn: boolean;
}

/**
 * Makes whoever seeks in a player, as somebody does by hand: each ask in a fresh one, so that nothing of it
 * is in a buffer already. No player asks for the texts of `start` that are no offset; they are asked as without one.
 */
export function createPlayedSeeker(options: JudgedSeekerOptions & Playback): JudgedSeeker {
  const { facts, accuracy, seekerId, signal, players, playsOn } = options;
  const mayMoveStart = facts.target?.mayMoveStart ?? options.mayMoveStart;
  const plain = createJudgedSeeker(options);
  const judged = createJudging(options);
  let asks = 0;
  return {
    async carryOut(ask) {
      if (ask.kind === 'start') return plain.carryOut(ask);
      if (signal.aborted || players.areGivenUp) return null;
      asks += 1;
      const played = await players.play({
        ...{ videoName: facts.name, asked: ask, accuracy, mayMoveStart, playsOn },
        seekerId: `${seekerId}.${asks}`,
      });
      if (signal.aborted) return null;
      const outcome = await judged(seekOf(played, ask, facts));
      if (played.picture !== null) outcome.picture = played.picture;
      // What was seen before may be well.
      if (played.lost !== null) outcome.verdict = { result: 'fail', code: null };
      return outcome;
    },
  };
}

/** The seek as its page told of it; one that came to no end has failed, and says why. */
function seekOf({ seek, lost, failure }: PlayedAsk, asked: SeekAsked, facts: VideoFacts): Seek {
  const isOver = seek !== null && seek.state !== 'running';
  if (isOver && lost === null) return seek;
  const reason = lost ?? 'its page told of no end';
  const error = failure ?? describeError('player_lost', { reason });
  return seek === null ? neverBegun(asked, facts, error) : { ...seek, state: 'failed', error };
}

function neverBegun(asked: SeekAsked, facts: VideoFacts, error: SeeklabError): Seek {
  const record = createSeekRecord({
    ...{ id: 'never-begun', videoName: facts.name, target: facts.target?.name ?? null },
    ...{ asked, isAssisted: true, expectedMs: null, onSeek: () => undefined },
  });
  record.fail(error);
  return record.seek;
}
