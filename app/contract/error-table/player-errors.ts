import type { ErrorEntry } from './error-entry.ts';

/** Errors of the player: what it got, and what could not be shown. */
export const playerErrors = {
  no_answer: {
    message: (p: { start: number | string; detail: string }) =>
      `No answer came for start=${p.start}: ${p.detail}.`,
    fix: 'See whether the reproxy is running, and whether it allows this page (CORS).',
    httpStatus: 502,
    exitCode: 3,
  },
  answer_status: {
    message: (p: { start: number | string; status: number }) =>
      `The answer to start=${p.start} has status ${p.status}, expected 200.`,
    fix: 'Read the heads of the exchange in the inspector.',
    httpStatus: 502,
    exitCode: 1,
  },
  answer_stalled: {
    message: (p: { limitMs: number; got: number; start: number | string }) =>
      `No byte came for ${p.limitMs} ms after ${p.got} bytes of start=${p.start}.`,
    fix: 'See in the timing of the exchange which hop is waiting.',
    httpStatus: 504,
    exitCode: 1,
  },
  prefix_invalid: {
    message: (p: { start: number | string; hex: string }) =>
      `The body of start=${p.start} begins with ${p.hex}, expected an FLV header and PreviousTagSize0 (13 bytes).`,
    fix: 'Make the proxy inject the prefix when start is greater than 0.',
    httpStatus: 502,
    exitCode: 1,
  },
  not_flv: {
    message: (p: { hex: string }) =>
      `The answer begins with ${p.hex}, expected an FLV file header (46 4c 56 01).`,
    fix: 'See whether the file is an FLV video, and whether the server sends it from its beginning.',
    httpStatus: 502,
    exitCode: 1,
  },
  body_cut: {
    message: (p: { start: number | string; got: number; expected: number | string }) =>
      `The body of start=${p.start} was cut: ${p.got} of ${p.expected} bytes reached the player.`,
    fix: 'See in the exchange which hop was cut.',
    httpStatus: 502,
    exitCode: 1,
  },
  no_tag_found: {
    message: (p: { scanned: number; offset: number }) =>
      `No FLV tag was found in the ${p.scanned} bytes from offset ${p.offset} on.`,
    fix: 'Compare the first bytes after the prefix with the file at that offset.',
    httpStatus: 502,
    exitCode: 1,
  },
  no_keyframe_found: {
    message: (p: { scanned: number; offset: number }) =>
      `No video keyframe was found in the ${p.scanned} bytes from offset ${p.offset} on; decoding cannot start there.`,
    fix: 'Ask for an offset at or before the last keyframe.',
    httpStatus: 502,
    exitCode: 1,
  },
  landing_wrong: {
    message: (p: { came: string; expected: string; detail: string }) =>
      `The answer leads to ${p.came}, expected ${p.expected}: it ${p.detail}.`,
    fix: 'See in the heads which start the server used, and compare the first bytes with the file there.',
    httpStatus: 502,
    exitCode: 1,
  },
  keyframe_unknown: {
    message: (p: { keyframe: number; count: number }) =>
      `There is no keyframe ${p.keyframe}: the index has ${p.count}, counted from 0.`,
    fix: 'Ask for a keyframe of the index.',
    httpStatus: 400,
    exitCode: 2,
  },
  sequence_header_missing: {
    message: (p: { track: string; codec: string }) =>
      `The file has no ${p.track} sequence header, without which ${p.codec} cannot be decoded.`,
    fix: 'Mux the file again; the sequence header belongs before the first frame.',
    httpStatus: 502,
    exitCode: 1,
  },
  picture_missing: {
    message: (p: { limitMs: number; detail: string }) =>
      `No picture was presented within ${p.limitMs} ms after its bytes had arrived: ${p.detail}.`,
    fix: 'Look at the first tags after the prefix, and at the heads, for what differs from the file.',
    httpStatus: 502,
    exitCode: 1,
  },
  picture_wrong: {
    message: (p: { played: number; expected: number | string }) =>
      `The picture presented is that of ${p.played} ms, expected ${p.expected} ms.`,
    fix: 'Compare the landed tag with the keyframe index.',
    httpStatus: 502,
    exitCode: 1,
  },
  decode_failed: {
    message: (p: { detail: string }) => `The browser could not decode the video: ${p.detail}.`,
    fix: 'Look at the first tags after the prefix; seek again to start over.',
    httpStatus: 502,
    exitCode: 1,
  },
  raw_unplayable: {
    message: (p: { reason?: string }) =>
      `${p.reason ?? 'A plain player shows nothing of these bytes.'}`,
    fix: 'Mend what the server sends, or switch assistance on (A) to see the picture all the same.',
    httpStatus: 502,
    exitCode: 1,
  },
  index_missing: {
    message: () =>
      'The file declares no keyframe index: a plain player cannot turn a time into an offset.',
    fix: 'Ask for an offset or a keyframe, switch assistance on (A), or write an index into the file.',
    httpStatus: 502,
    exitCode: 1,
  },
  player_changed: {
    message: (p: { field: string; version: string }) =>
      `flv.js has no ${p.field} any more: Seeklab was written for flv.js ${p.version}.`,
    fix: 'Install the flv.js version that package-lock.json names.',
    httpStatus: 500,
    exitCode: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
