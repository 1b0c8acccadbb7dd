import type { Limits } from '../../contract/budget.ts';

/** Longer than these a user thinks that nothing happens; ms. A budget may have others. */
export const LIMITS: Limits = {
  firstByteMs: 2000,
  pictureMs: 4000,
  apartMs: 1000,
  /** Standing still after the picture: shorter than this it starts, longer it is seen, and then it is a fault. */
  stallMs: 200,
  longStallMs: 1000,
  /** Playback that was watched for less tells nothing. */
  watchedMs: 1000,
};
