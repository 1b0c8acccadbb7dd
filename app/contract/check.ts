import { z } from 'zod';

/** Texts of a result are cut at this many characters: a server may send fields of any length. */
export const MAX_CHECK_TEXT = 300;

/** Every check, in the order in which results stand; `app/checks/rules` has a file for each. */
export const checkCode = z.enum([
  'status_expected',
  'length_promised',
  'length_kept',
  'range_fields_gone',
  'range_followed',
  'reproxy_fields_gone',
  'content_type_flv',
  'not_encoded',
  'prefix_legal',
  'prefix_known',
  'body_exact',
  'head_bodyless',
  'connection_clean',
  'cors_readable',
  'validators_consistent',
  'beyond_end_refused',
  'bad_start_refused',
  'starts_on_tag',
  'starts_on_keyframe',
  'sequence_headers_first',
  'flags_match_tracks',
  'timestamp_as_indexed',
  'timestamps_in_order',
  'tag_chain_whole',
  'ends_whole',
  'picture_came',
  'picture_right',
  'raw_playable',
  'first_byte_in_time',
  'picture_in_time',
  'plays_on',
  'sound_in_step',
]);
export type CheckCode = z.infer<typeof checkCode>;

/** `skip`: there was nothing to hold it against, or the server does not promise it; never bad. */
export const checkOutcome = z.enum(['pass', 'warn', 'fail', 'skip']);
export type CheckOutcome = z.infer<typeof checkOutcome>;

/** What a result speaks of: a line of a head, a byte of the prefix, or a place in the body. */
export const checkPlace = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('head'),
    /** Index into the exchange's hops. */
    hop: z.number().int(),
    side: z.enum(['request', 'response']),
    /** 0 is the start line; null: the whole head, because what is spoken of is not there. */
    line: z.number().int().nullable(),
  }),
  z.object({ kind: z.literal('prefix'), byte: z.number().int() }),
  /** Bytes from the first one of the client's body, prefix included. */
  z.object({ kind: z.literal('body'), offset: z.number().int() }),
]);
export type CheckPlace = z.infer<typeof checkPlace>;

const text = z.string().max(MAX_CHECK_TEXT);

/** What one check says of a seek. */
export const checkResult = z.object({
  code: checkCode,
  result: checkOutcome,
  /** One sentence: why. */
  message: text,
  /** The value seen, and the one expected; empty where there is none. */
  seen: text,
  expected: text,
  /** The exchange of the row that it speaks of, by index. */
  exchange: z.number().int(),
  at: checkPlace.nullable(),
});
export type CheckResult = z.infer<typeof checkResult>;

/** The worst result of a row's checks. */
export const verdict = z.object({
  result: checkOutcome,
  /** The first check with that result; null when all is well, or nothing could be checked. */
  code: checkCode.nullable(),
});
export type Verdict = z.infer<typeof verdict>;
