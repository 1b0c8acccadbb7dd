import type { CheckCode, Verdict } from '../contract/check.ts';

/** What is wrong, in as few words as a row of the log has room for. */
export const shortWords: Readonly<Record<CheckCode, string>> = {
  status_expected: 'wrong status',
  length_promised: 'wrong length',
  length_kept: 'cut',
  range_fields_gone: 'range fields left',
  range_followed: 'Range ignored',
  reproxy_fields_gone: 'X-REPROXY left',
  content_type_flv: 'wrong type',
  not_encoded: 'compressed',
  prefix_legal: 'no legal prefix',
  prefix_known: 'other prefix',
  body_exact: 'wrong bytes',
  head_bodyless: 'body after HEAD',
  connection_clean: 'bytes after the end',
  cors_readable: 'no CORS',
  validators_consistent: 'other ETag',
  beyond_end_refused: 'end not refused',
  bad_start_refused: 'start not refused',
  starts_on_tag: 'no tag',
  starts_on_keyframe: 'no keyframe',
  sequence_headers_first: 'no sequence headers',
  flags_match_tracks: 'wrong flags',
  timestamp_as_indexed: 'wrong time',
  timestamps_in_order: 'times go back',
  tag_chain_whole: 'broken tags',
  ends_whole: 'ends in a tag',
  picture_came: 'no picture',
  picture_right: 'wrong picture',
  raw_playable: 'raw unplayable',
  first_byte_in_time: 'late byte',
  picture_in_time: 'late picture',
  plays_on: 'stalled',
  sound_in_step: 'sound off',
};

/** Empty where nothing is wrong. */
export function verdictWords(verdict: Verdict | null): string {
  return verdict?.code ? shortWords[verdict.code] : '';
}
