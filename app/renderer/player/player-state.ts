import type { SeeklabError } from '../../contract/errors.ts';

/**
 * What the player is doing. `idle`: nothing asked yet. `loading`: asked, no picture yet. `ready`:
 * the first picture (or sound) is there and was never played. `failed`: `error` says why.
 */
export type PlayerPhase = 'idle' | 'loading' | 'ready' | 'playing' | 'paused' | 'ended' | 'failed';

/** A snapshot for the screen; times are ms on the player's clock. */
export interface PlayerState {
  phase: PlayerPhase;
  /** Of the picture; while a seek runs, where it goes. */
  currentTimeMs: number;
  /** Of the picture on screen while a seek to another runs; null when none does, or none knows. */
  oldPictureMs: number | null;
  /** A seek runs: the picture at `currentTimeMs` is not there yet. */
  isSeeking: boolean;
  durationMs: number;
  buffered: [startMs: number, endMs: number][];
  rate: number;
  isMuted: boolean;
  volume: number;
  error: SeeklabError | null;
}

/** What the phase follows from. */
export interface PhaseInput {
  isOpened: boolean;
  /** A picture (or sound) of this video was presented since it was opened. */
  hasPicture: boolean;
  hasPlayed: boolean;
  isPaused: boolean;
  isEnded: boolean;
  error: SeeklabError | null;
}

/** The one phase that fits. */
export function phaseOf(input: PhaseInput): PlayerPhase {
  if (input.error) return 'failed';
  if (!input.isOpened) return 'idle';
  if (!input.hasPicture) return 'loading';
  if (input.isEnded) return 'ended';
  if (!input.isPaused) return 'playing';
  return input.hasPlayed ? 'paused' : 'ready';
}
