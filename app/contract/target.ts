import { z } from 'zod';
import { answeredAs } from './exchange.ts';

/** In addresses and on the screen: letters, digits, `.`, `_`, `-`. */
export const targetName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'expected letters, digits, ".", "_" or "-", at most 64',
  );

const videoName = z.string().min(1).max(1024);
const url = z.string().min(1).max(8192);

/** Videos that a list of names may hold. */
export const MAX_TARGET_NAMES = 1000;
/** Targets at a time. */
export const MAX_TARGETS = 100;

/** Which videos it has. `one`: the URL names the one video itself, without `{name}`. */
export const targetNames = z.discriminatedUnion('kind', [
  /** Those of the library, by their names there. */
  z.object({ kind: z.literal('library') }),
  z.object({ kind: z.literal('list'), names: z.array(videoName).min(1).max(MAX_TARGET_NAMES) }),
  z.object({ kind: z.literal('one') }),
]);

/** What its answers are held against. */
export const targetReference = z.discriminatedUnion('kind', [
  /** The library's file `name`; null: the one that has the asked name. */
  z.object({ kind: z.literal('library'), name: videoName.nullable() }),
  /** The whole file at that URL, which may hold `{name}`. */
  z.object({ kind: z.literal('url'), url }),
  /** What the target itself answers without a start. */
  z.object({ kind: z.literal('target') }),
]);
export type TargetReference = z.infer<typeof targetReference>;

/** A request field that every request to the target gets. */
export const targetField = z.object({
  name: z.string().regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,256}$/, 'expected a header name'),
  value: z
    .string()
    .max(8192)
    .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'expected no line breaks'),
});
export type TargetField = z.infer<typeof targetField>;

/** What stands for a value that may be a secret wherever it is shown, printed, logged or exported. */
export const FIELD_MASK = '***';

const described = {
  name: targetName,
  /**
   * `http://host/v/{name}?start={start}`: `{start}` bytes, `{startMs}`, `{startSeconds}`; without any
   * of them it is asked by `Range: bytes=N-`.
   */
  pattern: url,
  names: targetNames,
  reference: targetReference,
  /** Whom it should be like; null: not known. */
  expected: answeredAs.nullable(),
  /** Is a certificate taken that nobody known has signed? */
  isSelfSignedAllowed: z.boolean(),
  /** `host:port` of others that a redirection is followed to; to the target itself if it is listed. */
  redirectHosts: z.array(z.string().min(1).max(300)).max(20),
};

/** A target as the user adds it. */
export const targetInput = z.object({ ...described, fields: z.array(targetField).max(50) });
export type TargetInput = z.infer<typeof targetInput>;

/**
 * A target as the user changes it. A field without a value keeps the one that it has by that name; an
 * address as it is shown, with masks in its query, keeps what they stand for.
 */
export const targetChange = z.object({
  ...described,
  fields: z.array(targetField.extend({ value: targetField.shape.value.nullable() })).max(50),
});
export type TargetChange = z.infer<typeof targetChange>;

/** A server under test. Its fields' values never leave the workbench, nor do those of its pattern's query. */
export const target = z.object({
  ...described,
  /** Stays through all changes, of its name too. */
  id: z.number().int(),
  /** Another one after each change: what was opened before holds no longer. */
  edition: z.number().int(),
  fields: z.array(z.object({ name: z.string(), mask: z.literal(FIELD_MASK) })),
  /** Is it kept for the next run? */
  isSaved: z.boolean(),
});
export type Target = z.infer<typeof target>;

/**
 * How a target is asked for a place: a byte (`bytes`), a time (`ms`, `seconds`), or by Range, so that
 * the answer is a 206 with nothing put in front.
 */
export const startUnit = z.enum(['bytes', 'ms', 'seconds', 'range']);
export type StartUnit = z.infer<typeof startUnit>;

/** A video as a target has it. */
export const targetVideo = z.object({
  name: targetName,
  /** The video's name there. */
  videoName,
  startUnit,
  /** May it go back to a keyframe before the place, as a CDN does, or as one that is asked for a time? */
  mayMoveStart: z.boolean(),
});
export type TargetVideo = z.infer<typeof targetVideo>;

/** What a pasted address or curl command says of a target. */
export const guessedTarget = z.object({
  name: targetName,
  pattern: url,
  names: targetNames,
  fields: z.array(targetField),
  isSelfSignedAllowed: z.boolean(),
});
export type GuessedTarget = z.infer<typeof guessedTarget>;

/** One thing that a probe saw, beside what one kind of server would have shown. */
export const identityRow = z.object({
  /** What was asked: `start=0`, `HEAD` ... */
  probe: z.string(),
  /** What was looked at: `status`, `prefix` ... */
  trait: z.string(),
  seen: z.string(),
  expected: z.string(),
  isSame: z.boolean(),
});
export type IdentityRow = z.infer<typeof identityRow>;

/** How much it behaves like one kind of server. */
export const likeness = z.object({
  ...answeredAs.shape,
  rows: z.array(identityRow),
  /** Rows that are the same. */
  same: z.number().int(),
});
export type Likeness = z.infer<typeof likeness>;

/** Who a target is, as far as its answers tell. */
export const targetIdentity = z.object({
  target: targetName,
  videoName: z.string(),
  /** First product of its `Server` field; null without one. */
  server: z.string().nullable(),
  /** The most alike first. */
  likenesses: z.array(likeness),
});
export type TargetIdentity = z.infer<typeof targetIdentity>;
