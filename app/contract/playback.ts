import { z } from 'zod';
import { seekAsked } from './seek.ts';
import { seeklabError } from './seeklab-error.ts';

/** A page that plays for a sweep is known by it: nobody can guess it. */
export const playerId = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);

/** Characters of a picture's data URI; a message of a page may have a few more. */
export const MAX_PICTURE_TEXT = 100_000;

/** So far a page plays on from a picture, on the player's clock, ms. */
export const PLAYS_ON_MS = 3000;

/** A seek that a page is to make in its player, and to tell of with `seek.report`. */
export const playbackAsk = z.object({
  videoName: z.string(),
  asked: seekAsked,
  accuracy: z.enum(['keyframe', 'exact']),
  /** What the seek's id begins with; unlike that of any other ask. */
  seekerId: z.string(),
  /** Does the server answer like a CDN, which may move the start back to a keyframe? */
  mayMoveStart: z.boolean(),
  /** Is it to play on from the picture, so that stalls are seen? */
  playsOn: z.boolean(),
});
export type PlaybackAsk = z.infer<typeof playbackAsk>;

/** What a page has besides what it told of the seek. */
export const playbackOutcome = z.object({
  /** What was on screen when the seek ended, as a data URI; null: nothing was. */
  picture: z.string().startsWith('data:image/png;base64,').max(MAX_PICTURE_TEXT).nullable(),
  /** Why there was no seek at all. */
  failure: seeklabError.nullable(),
});
export type PlaybackOutcome = z.infer<typeof playbackOutcome>;
