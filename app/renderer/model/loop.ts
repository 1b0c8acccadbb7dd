import type { PlayerState } from '../player/player-state.ts';

/** The part of a video that is played again and again: from the one mark up to the other; ms. */
export interface Loop {
  inMs: number | null;
  outMs: number | null;
}

export const noLoop: Loop = { inMs: null, outMs: null };

/** A beginning that is not before the end takes the end away. */
export function withIn({ outMs }: Loop, inMs: number): Loop {
  return { inMs, outMs: outMs !== null && outMs > inMs ? outMs : null };
}

/** An end that is not behind the beginning takes the beginning away. */
export function withOut({ inMs }: Loop, outMs: number): Loop {
  return { inMs: inMs !== null && inMs < outMs ? inMs : null, outMs };
}

export const hasMarks = ({ inMs, outMs }: Loop) => inMs !== null || outMs !== null;

type Played = Pick<PlayerState, 'phase' | 'isSeeking' | 'currentTimeMs'>;

/**
 * Is it time to go back to the beginning? Once the picture has played up to the end mark, or up to
 * the end of the video. A seek under way is left alone, and one that failed is not asked again.
 */
export function isOver(loop: Loop, before: Played, now: Played, hasFailed: boolean): boolean {
  if (loop.inMs === null || loop.outMs === null || now.isSeeking || hasFailed) return false;
  if (now.phase === 'ended') return before.phase === 'playing';
  return now.phase === 'playing' && now.currentTimeMs >= loop.outMs;
}
