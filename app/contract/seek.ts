import { z } from 'zod';
import { seeklabError } from './seeklab-error.ts';

const ms = z.number();

/** What the user asked for. Times are milliseconds on the player's clock (0 = first frame). */
export const seekAsked = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('time'), timeMs: ms }),
  z.object({ kind: z.literal('offset'), offset: z.number().int() }),
  z.object({ kind: z.literal('keyframe'), keyframe: z.number().int() }),
]);
export type SeekAsked = z.infer<typeof seekAsked>;

/** What resynchronising did to an offset that is no video keyframe tag. */
export const resync = z.object({
  /** Bytes from the asked offset to the next tag, and to the next video keyframe. */
  bytesToTag: z.number().int(),
  bytesToKeyframe: z.number().int(),
  tagsSkipped: z.number().int(),
  /** One sentence: where the offset lies and why bytes were skipped. */
  reason: z.string(),
});

/** Something Seeklab added or removed so that a picture could be shown; never hidden. */
export const assist = z.object({
  code: z.enum([
    'sequence_headers',
    'sequence_header_left_out',
    'keyframe_index',
    'header_flags',
    'resync',
    'reseek',
    'reconnect',
  ]),
  bytes: z.number().int(),
  message: z.string(),
});
export type Assist = z.infer<typeof assist>;

/**
 * Could a plain player play exactly what came? Tried out once the page is quiet: a fresh flv.js, with
 * nothing of Seeklab's, is given the answer's bytes from the first one on.
 */
export const rawVerdict = z.object({
  isPlayable: z.boolean(),
  /** Bytes of the answer's body, prefix included, that the plain player was given. */
  bytes: z.number().int(),
  /** One sentence. */
  reason: z.string(),
});
export type RawVerdict = z.infer<typeof rawVerdict>;

/**
 * How playback went on after the picture: watched once it plays, for the next 3 s of the player's clock,
 * or until it is paused, sought, or at the end.
 */
export const playedOn = z.object({
  /** How far it came, on the player's clock. */
  watchedMs: ms,
  /** How long it stood still because nothing of what follows was there; on the page's monotonic clock. */
  stalledMs: ms,
});
export type PlayedOn = z.infer<typeof playedOn>;

/**
 * `played`: the picture (or sound) was presented. `inspected`: the answer was read, but nothing
 * shows it: no browser has the codec, or there is no player. `superseded`: a later
 * seek took its place. `abandoned`: the page went away, or was loaded again, before it ended.
 */
export const seekState = z.enum([
  'running',
  'played',
  'inspected',
  'superseded',
  'abandoned',
  'failed',
]);
export type SeekState = z.infer<typeof seekState>;

/**
 * One seek: asked -> exchange -> landed -> played. Durations are milliseconds since
 * `askedAtEpochMs` on the page's monotonic clock.
 */
export const seek = z.object({
  /** Unique across pages; travels as the `seek` query parameter. */
  id: z.string(),
  videoName: z.string(),
  /** Name of the target that is asked; null: the embedded reproxy. */
  target: z.string().nullable(),
  asked: seekAsked,
  /** False: the bytes went to a plain player as they came, and `assists` is empty. */
  isAssisted: z.boolean(),
  askedAtEpochMs: z.number(),
  state: seekState,
  /**
   * The time that was asked for: itself, that of the keyframe, or for an offset that of the next
   * keyframe in the index; null where nobody knows.
   */
  expectedMs: ms.nullable(),
  /** `buffer`: the picture was already there, nothing was asked of the reproxy. */
  source: z.enum(['network', 'buffer']).nullable(),
  /** The byte offset that went into `?start=`; null while unknown or from the buffer. */
  requestedOffset: z.number().int().nullable(),
  status: z.number().int().nullable(),
  /** The first tag that came after the prefix (after resynchronising). */
  landed: z
    .object({
      offset: z.number().int(),
      tagType: z.number().int(),
      timeMs: ms,
      isKeyframe: z.boolean(),
    })
    .nullable(),
  resync: resync.nullable(),
  /** The presented frame's media time on the player's clock. */
  played: z.object({ timeMs: ms }).nullable(),
  headMs: ms.nullable(),
  firstByteMs: ms.nullable(),
  firstPictureMs: ms.nullable(),
  /** When it ended; for one that was replaced, how long it had waited. */
  endedMs: ms.nullable(),
  /** The injected bytes as the page received them, hex. */
  prefixHex: z.string().nullable(),
  assists: z.array(assist),
  /** Null when nothing came, and as long as it was not tried. */
  raw: rawVerdict.nullable(),
  /** Null when it did not play on, and before that was watched; told again when it changes. */
  playedOn: playedOn.nullable(),
  error: seeklabError.nullable(),
});
export type Seek = z.infer<typeof seek>;
