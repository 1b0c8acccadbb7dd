import { z } from 'zod';
import { seeklabError } from './seeklab-error.ts';
import { targetVideo } from './target.ts';

/** One row of the library, known without opening the file. */
export const libraryEntry = z.object({
  /** Unique name in the library, with `/` between folders; the path below `/v/`. */
  name: z.string(),
  /** Null while unknown: nobody has asked a tracker for the size of this key yet. */
  sizeBytes: z.number().int().nullable(),
  /** Null where nobody says: for a MogileFS key, or a video of the user's own application. */
  modifiedAtEpochMs: z.number().nullable(),
  /**
   * Where it comes from: the sample that ships, a folder, a single file, a MogileFS domain, the
   * user's own application, or a target (then its name is `TARGET://NAME`).
   */
  origin: z.enum(['sample', 'folder', 'file', 'mogile', 'application', 'target']),
});
export type LibraryEntry = z.infer<typeof libraryEntry>;

/** Files and folders that a folder has and the library did not take; the first ones by name. */
export const skippedFiles = z.object({
  skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
  count: z.number().int(),
});
export type SkippedFiles = z.infer<typeof skippedFiles>;

/** How far reading a video has come, bytes. */
export const readingProgress = z.object({
  name: z.string(),
  bytesRead: z.number().int(),
  sizeBytes: z.number().int(),
});
export type ReadingProgress = z.infer<typeof readingProgress>;

/**
 * Video keyframes in file order, as three arrays of equal length. `timesMs` are presentation
 * times (timestamp + composition time), not yet shifted by the base timestamp.
 */
export const keyframeIndex = z.object({
  source: z.enum(['declared', 'scanned']),
  timesMs: z.array(z.number()),
  offsets: z.array(z.number().int()),
  /** Whole tag with header, without PreviousTagSize; 0 where unknown (declared). */
  sizes: z.array(z.number().int()),
});
export type KeyframeIndex = z.infer<typeof keyframeIndex>;

/** A thing found while reading a file: stable code, where, and one sentence. */
export const finding = z.object({
  code: z.string(),
  severity: z.enum(['info', 'warn', 'fail']),
  offset: z.number().int().nullable(),
  message: z.string(),
});
export type Finding = z.infer<typeof finding>;

export const trackCodec = z.object({
  /** CodecID or SoundFormat of the FLV specification, or an enhanced FourCC as text. */
  id: z.union([z.number().int(), z.string()]),
  name: z.string(),
  /** Can a browser's Media Source Extensions play it through flv.js? */
  isPlayable: z.boolean(),
});
export type TrackCodec = z.infer<typeof trackCodec>;

/**
 * What a scan of a file says: of the whole file, or of its beginning while the scan goes on. Bytes
 * are base64.
 */
export const videoFacts = z.object({
  name: z.string(),
  /** Names the state of its bytes that this is said of: another after every change. */
  state: z.string(),
  /** Where a target has it; null: the embedded reproxy is asked. */
  target: targetVideo.nullable(),
  /**
   * What the reproxy is asked for, and the application behind it: path and query, percent-encoded.
   * It may hold a signature, so it is sent, and shown nowhere but in the heads of requests.
   */
  address: z.string(),
  /**
   * False: the file is still being read. Counts and frames are then those of the part that was
   * read, the duration is the declared one where there is one, and there are no findings yet.
   */
  isScanned: z.boolean(),
  sizeBytes: z.number().int(),
  /** Null as in a library entry. */
  modifiedAtEpochMs: z.number().nullable(),
  format: z.enum(['flv', 'empty', 'not_flv']),
  /** First 13 bytes of the file itself, hex, shorter when the file is. */
  headHex: z.string(),
  header: z
    .object({
      version: z.number().int(),
      flags: z.number().int(),
      hasAudio: z.boolean(),
      hasVideo: z.boolean(),
      dataOffset: z.number().int(),
    })
    .nullable(),
  videoCodec: trackCodec.nullable(),
  audioCodec: trackCodec.nullable(),
  /** From the tags: last presentation end minus base; null without media tags. */
  durationMs: z.number().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  framesPerSecond: z.number().nullable(),
  tagCount: z.number().int(),
  videoTagCount: z.number().int(),
  audioTagCount: z.number().int(),
  /** Timestamp of the first media tag, ms: the zero of the player's clock. */
  baseTimestampMs: z.number(),
  /** Offset of the first tag that is neither metadata nor a sequence header. */
  firstMediaOffset: z.number().int(),
  /** Presentation times of all video frames, ms, ascending, not yet shifted; for stepping. */
  frameTimesMs: z.array(z.number()),
  /** As onMetaData has it. */
  declaredIndex: keyframeIndex.nullable(),
  /**
   * The index to seek by: the scanned one. While the file is still being read, what it declares of
   * the rest follows the keyframes found so far; the source is then `declared`.
   */
  index: keyframeIndex,
  /** Whole tags as they stand in the file (header and data, no PreviousTagSize). */
  sequenceHeaders: z.object({ video: z.string().nullable(), audio: z.string().nullable() }),
  /**
   * Those further on that say something else than the one of the track before, in file order: each
   * is valid from its offset on.
   */
  sequenceHeaderChanges: z.array(
    z.object({ track: z.enum(['video', 'audio']), offset: z.number().int(), tag: z.string() }),
  ),
  /** Does flv.js show a picture or sound of it; if not, why. */
  isPlayable: z.boolean(),
  notPlayable: seeklabError.nullable(),
  findings: z.array(finding),
});
export type VideoFacts = z.infer<typeof videoFacts>;

/** What is known of a video while it is being read: how far reading has come, or an outline. */
export const videoReading = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), progress: readingProgress }),
  z.object({ kind: z.literal('outline'), facts: videoFacts }),
]);
export type VideoReading = z.infer<typeof videoReading>;
