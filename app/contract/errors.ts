import { z } from 'zod';

/** An error as it crosses a process boundary: what happened, and what to do. */
export const seeklabError = z.object({
  code: z.string(),
  message: z.string(),
  fix: z.string(),
});
export type SeeklabError = z.infer<typeof seeklabError>;

type Params = Record<string, string | number>;

interface ErrorEntry {
  /** What happened, with the value seen and what was expected. */
  message: (p: Params) => string;
  /** What to do about it. */
  fix: string;
  /** HTTP status where the error is an answer of the reproxy or of an embedded part. */
  httpStatus: number;
  /** Exit code of the command line: 1 a check failed, 2 wrong usage, 3 target out of reach. */
  exitCode: 1 | 2 | 3;
}

/** The one table of coded errors. `detail` is always optional. */
export const errorTable = {
  internal: {
    message: (p) => `Something went wrong inside Seeklab: ${p.detail ?? 'no detail'}.`,
    fix: 'Report it with the steps that led here.',
    httpStatus: 500,
    exitCode: 1,
  },
  usage: {
    message: (p) => `${p.detail}`,
    fix: 'Run `seeklab help` for the commands and their options.',
    httpStatus: 400,
    exitCode: 2,
  },
  connection_lost: {
    message: () => 'The connection to Seeklab is lost.',
    fix: 'See whether the program still runs; after a new start, open the address that it prints.',
    httpStatus: 502,
    exitCode: 3,
  },
  operation_unknown: {
    message: (p) => `There is no operation "${p.name}".`,
    fix: 'Reload the page: it may be older than the program behind it.',
    httpStatus: 404,
    exitCode: 2,
  },
  input_invalid: {
    message: (p) => `The input of "${p.name}" is not valid: ${p.detail}.`,
    fix: 'Correct the named field and try again.',
    httpStatus: 400,
    exitCode: 2,
  },
  message_too_large: {
    message: (p) => `A message of ${p.size} bytes came; at most ${p.limit} are taken.`,
    fix: 'Send less at once.',
    httpStatus: 413,
    exitCode: 2,
  },
  port_in_use: {
    message: (p) => `Port ${p.port} on 127.0.0.1 is in use.`,
    fix: 'Choose another port, or 0 to let the system choose.',
    httpStatus: 500,
    exitCode: 3,
  },
  video_unknown: {
    message: (p) => `The library has no video named "${p.name}".`,
    fix: 'Choose a video from the library, or add the file to it.',
    httpStatus: 404,
    exitCode: 2,
  },
  video_unreadable: {
    message: (p) => `"${p.name}" could not be read: ${p.detail}.`,
    fix: 'See whether the disk or network share is in order, and whether the file may be read.',
    httpStatus: 500,
    exitCode: 3,
  },
  video_empty: {
    message: () => 'The file is empty: it has 0 bytes, expected an FLV file header.',
    fix: 'Copy or record the file again.',
    httpStatus: 200,
    exitCode: 1,
  },
  video_not_flv: {
    message: (p) => `The file is no FLV: it begins with ${p.hex}, expected 46 4c 56 ("FLV").`,
    fix: 'Convert it to FLV, or see whether an error page was saved in its place.',
    httpStatus: 200,
    exitCode: 1,
  },
  media_missing: {
    message: () => 'The file has an FLV file header, but no audio or video in it.',
    fix: 'Copy or record the file again.',
    httpStatus: 200,
    exitCode: 1,
  },
  keyframes_missing: {
    message: (p) =>
      `None of the ${p.count} video tags is a keyframe, so decoding can start nowhere.`,
    fix: 'Encode the file again.',
    httpStatus: 200,
    exitCode: 1,
  },
  codec_unplayable: {
    message: (p) =>
      `The ${p.track} is ${p.codec}, which browsers cannot play: they play H.264 video with AAC or MP3 sound in FLV.`,
    fix: 'Seek all the same: heads, prefix and tags are inspected. To see a picture, encode it as H.264.',
    httpStatus: 200,
    exitCode: 1,
  },
  path_unusable: {
    message: (p) => `"${p.path}" cannot be added: ${p.detail}.`,
    fix: 'Give the path of an existing, readable video file or folder.',
    httpStatus: 400,
    exitCode: 2,
  },
  file_unreadable: {
    message: (p) => `"${p.path}" cannot be opened: ${p.detail}.`,
    fix: 'Give the path of an existing, readable file.',
    httpStatus: 400,
    exitCode: 3,
  },
  source_unreachable: {
    message: (p) => `${p.url} could not be read: ${p.detail}.`,
    fix: 'See whether that server runs and the address is right.',
    httpStatus: 502,
    exitCode: 3,
  },
  source_no_range: {
    message: (p) =>
      `${p.url} answered ${p.status} to a Range request, expected 206 with a Content-Range.`,
    fix: 'Only a server that honours Range can be read in parts; download the file instead.',
    httpStatus: 502,
    exitCode: 3,
  },
  source_changed: {
    message: (p) => `${p.url} changed while it was read: ${p.detail}.`,
    fix: 'Try again when nobody writes to it.',
    httpStatus: 502,
    exitCode: 3,
  },
  output_unwritable: {
    message: (p) => `"${p.path}" cannot be written: ${p.detail}.`,
    fix: 'Give a path in an existing folder that you may write to, with room for the copy.',
    httpStatus: 500,
    exitCode: 2,
  },
  output_exists: {
    message: (p) => `"${p.path}" exists already; nothing was written.`,
    fix: 'Give another name: an existing file is never overwritten.',
    httpStatus: 409,
    exitCode: 2,
  },
  configuration_invalid: {
    message: (p) => `${p.detail}`,
    fix: 'Correct the address; everything stayed as it was.',
    httpStatus: 400,
    exitCode: 2,
  },
  start_invalid: {
    message: (p) =>
      `start=${p.value} is not a byte offset: expected decimal digits, 0 to 2^53 - 1.`,
    fix: 'Ask with one start parameter, decimal digits only.',
    httpStatus: 400,
    exitCode: 2,
  },
  request_malformed: {
    message: (p) => `The request is not HTTP as RFC 9112 has it: ${p.detail}.`,
    fix: 'Correct the client that sent it.',
    httpStatus: 400,
    exitCode: 1,
  },
  request_head_too_large: {
    message: (p) => `The request head is larger than ${p.limit} bytes.`,
    fix: 'Send fewer or shorter headers.',
    httpStatus: 431,
    exitCode: 1,
  },
  request_not_implemented: {
    message: (p) => `${p.detail} is not implemented here.`,
    fix: 'Send a plain request, framed by Content-Length or "Transfer-Encoding: chunked".',
    httpStatus: 501,
    exitCode: 1,
  },
  http_version_unsupported: {
    message: (p) => `The request speaks ${p.detail}; HTTP/1.0 and HTTP/1.1 are understood.`,
    fix: 'Make the client speak HTTP/1.1.',
    httpStatus: 505,
    exitCode: 1,
  },
  request_timeout: {
    message: (p) => `The request did not arrive within ${p.limitMs} ms.`,
    fix: 'Send the whole request head at once.',
    httpStatus: 408,
    exitCode: 1,
  },
  method_not_allowed: {
    message: (p) => `${p.method} is not possible here; ${p.allowed} are.`,
    fix: 'Ask with GET or HEAD.',
    httpStatus: 405,
    exitCode: 1,
  },
  application_unreachable: {
    message: (p) => `The application at ${p.peer} could not be reached: ${p.detail}.`,
    fix: 'Start the application, or correct its address in the target.',
    httpStatus: 502,
    exitCode: 3,
  },
  application_timeout: {
    message: (p) => `The application at ${p.peer} did not answer within ${p.limitMs} ms.`,
    fix: 'See why the application is slow, or raise the time-out in the settings.',
    httpStatus: 504,
    exitCode: 3,
  },
  application_bad_answer: {
    message: (p) => `The answer of the application at ${p.peer} is not usable: ${p.detail}.`,
    fix: 'Read its raw head in the inspector and correct the application.',
    httpStatus: 502,
    exitCode: 1,
  },
  application_cut: {
    message: (p) => `The application at ${p.peer} stopped after ${p.got} body bytes: ${p.detail}.`,
    fix: 'See its log; the client’s connection was cut so that nothing looks complete.',
    httpStatus: 502,
    exitCode: 1,
  },
  flv_start_invalid: {
    message: (p) =>
      `X-REPROXY-FLV-START is "${p.value}": expected one decimal byte offset, 0 to 2^53 - 1, without sign or space.`,
    fix: 'Correct what the application sends. Storage was not asked.',
    httpStatus: 502,
    exitCode: 1,
  },
  reproxy_url_unusable: {
    message: (p) => `X-REPROXY-URL has no usable URL: "${p.value}".`,
    fix: 'Send one or more absolute http:// or https:// URLs, separated by spaces.',
    httpStatus: 503,
    exitCode: 1,
  },
  reproxy_file_refused: {
    message: (p) => `X-REPROXY-FILE "${p.path}" was refused: ${p.detail}.`,
    fix: 'Name a file below one of the allowed roots, or allow its folder.',
    httpStatus: 503,
    exitCode: 1,
  },
  tracker_unreachable: {
    message: (p) => `The tracker ${p.peer} could not be reached: ${p.detail}.`,
    fix: 'Start the tracker, or correct its address (HOST:PORT, usually port 7001).',
    httpStatus: 503,
    exitCode: 3,
  },
  tracker_timeout: {
    message: (p) => `The tracker ${p.peer} did not ${p.step} within ${p.limitMs} ms.`,
    fix: 'See why that tracker is slow, or raise the time-out.',
    httpStatus: 503,
    exitCode: 3,
  },
  tracker_cut: {
    message: (p) =>
      `The tracker ${p.peer} closed after ${p.got} bytes, expected a line that ends in CR LF.`,
    fix: 'See that tracker’s log; it may have been restarted.',
    httpStatus: 503,
    exitCode: 3,
  },
  tracker_bad_answer: {
    message: (p) => `The answer of the tracker ${p.peer} is not usable: ${p.detail}.`,
    fix: 'Read its raw line in the inspector; see whether a MogileFS tracker listens there.',
    httpStatus: 502,
    exitCode: 1,
  },
  tracker_refused: {
    message: (p) => `The tracker ${p.peer} refused "${p.command}": ${p.code} (${p.detail}).`,
    fix: 'See whether the MogileFS domain and the key are right.',
    httpStatus: 502,
    exitCode: 1,
  },
  mogile_key_unknown: {
    message: (p) => `MogileFS has no key "${p.key}" in the domain "${p.domain}".`,
    fix: 'Choose a key that `list_keys` gives, or correct the domain.',
    httpStatus: 404,
    exitCode: 2,
  },
  mogile_no_copy: {
    message: (p) => `MogileFS knows "${p.key}", but no live copy of it (the tracker says paths=0).`,
    fix: 'Bring a storage node that has the file back to life.',
    httpStatus: 503,
    exitCode: 3,
  },
  storage_not_allowed: {
    message: (p) => `Storage ${p.peer} is not on the list of allowed storage.`,
    fix: 'Allow it with --storage-allow HOST:PORT if it is yours.',
    httpStatus: 503,
    exitCode: 1,
  },
  storage_unreachable: {
    message: (p) => `Storage ${p.peer} could not be reached: ${p.detail}.`,
    fix: 'Start that storage node, or correct the URL that the application sends.',
    httpStatus: 503,
    exitCode: 3,
  },
  storage_timeout: {
    message: (p) => `Storage ${p.peer} did not answer within ${p.limitMs} ms.`,
    fix: 'See why that node is slow, or raise the time-out in the settings.',
    httpStatus: 503,
    exitCode: 3,
  },
  storage_bad_status: {
    message: (p) => `Storage ${p.peer} answered ${p.status}, expected 200 or 206.`,
    fix: 'See whether the file is on that node.',
    httpStatus: 503,
    exitCode: 1,
  },
  storage_bad_answer: {
    message: (p) => `The answer of storage ${p.peer} is not usable: ${p.detail}.`,
    fix: 'Read its raw head in the inspector.',
    httpStatus: 502,
    exitCode: 1,
  },
  storage_ignored_range: {
    message: (p) =>
      `Storage ${p.peer} answered ${p.status} to "Range: bytes=${p.start}-", expected 206: it ignores Range.`,
    fix: 'Turn on Range support in that storage server.',
    httpStatus: 502,
    exitCode: 1,
  },
  storage_wrong_range: {
    message: (p) =>
      `Storage ${p.peer} sent Content-Range "${p.contentRange}", expected one that starts at ${p.start}${p.detail ?? ''}.`,
    fix: 'Read its raw head in the inspector; its bytes cannot be trusted.',
    httpStatus: 502,
    exitCode: 1,
  },
  storage_encoded: {
    message: (p) =>
      `Storage ${p.peer} sent Content-Encoding "${p.encoding}", expected the bytes as they are.`,
    fix: 'Turn off compression for videos in that storage server.',
    httpStatus: 502,
    exitCode: 1,
  },
  storage_wrong_size: {
    message: (p) =>
      `Storage ${p.peer} has ${p.size} bytes, X-REPROXY-EXPECTED-SIZE says ${p.expected}.`,
    fix: 'See which copy of the file is stale.',
    httpStatus: 503,
    exitCode: 1,
  },
  storage_cut: {
    message: (p) => `Storage ${p.peer} closed after ${p.got} of ${p.expected} body bytes.`,
    fix: 'See that node’s log; the client’s connection was cut so that nothing looks complete.',
    httpStatus: 502,
    exitCode: 1,
  },
  start_beyond_end: {
    message: (p) => `Offset ${p.start} is at or beyond the end of the file (${p.size} bytes).`,
    fix: 'Ask for an offset below the size.',
    httpStatus: 416,
    exitCode: 1,
  },
  range_unsatisfiable: {
    message: (p) => `The Range header asks for bytes beyond the end of the file (${p.size} bytes).`,
    fix: 'Ask for a range that begins below the size.',
    httpStatus: 416,
    exitCode: 1,
  },
  loop_detected: {
    message: (p) => `The request came back to the reproxy itself (${p.detail}).`,
    fix: 'Point the application and storage URLs at other servers, not at the reproxy.',
    httpStatus: 508,
    exitCode: 1,
  },
  no_answer: {
    message: (p) => `No answer came for start=${p.start}: ${p.detail}.`,
    fix: 'See whether the reproxy is running, and whether it allows this page (CORS).',
    httpStatus: 502,
    exitCode: 3,
  },
  answer_status: {
    message: (p) => `The answer to start=${p.start} has status ${p.status}, expected 200.`,
    fix: 'Read the heads of the exchange in the inspector.',
    httpStatus: 502,
    exitCode: 1,
  },
  answer_stalled: {
    message: (p) => `No byte came for ${p.limitMs} ms after ${p.got} bytes of start=${p.start}.`,
    fix: 'See in the timing of the exchange which hop is waiting.',
    httpStatus: 504,
    exitCode: 1,
  },
  prefix_invalid: {
    message: (p) =>
      `The body of start=${p.start} begins with ${p.hex}, expected an FLV header and PreviousTagSize0 (13 bytes).`,
    fix: 'Make the proxy inject the prefix when start is greater than 0.',
    httpStatus: 502,
    exitCode: 1,
  },
  not_flv: {
    message: (p) => `The answer begins with ${p.hex}, expected an FLV file header (46 4c 56 01).`,
    fix: 'See whether the file is an FLV video, and whether the server sends it from its beginning.',
    httpStatus: 502,
    exitCode: 1,
  },
  body_cut: {
    message: (p) =>
      `The body of start=${p.start} was cut: ${p.got} of ${p.expected} bytes reached the player.`,
    fix: 'See in the exchange which hop was cut.',
    httpStatus: 502,
    exitCode: 1,
  },
  no_tag_found: {
    message: (p) => `No FLV tag was found in the ${p.scanned} bytes from offset ${p.offset} on.`,
    fix: 'Compare the first bytes after the prefix with the file at that offset.',
    httpStatus: 502,
    exitCode: 1,
  },
  no_keyframe_found: {
    message: (p) =>
      `No video keyframe was found in the ${p.scanned} bytes from offset ${p.offset} on; decoding cannot start there.`,
    fix: 'Ask for an offset at or before the last keyframe.',
    httpStatus: 502,
    exitCode: 1,
  },
  keyframe_unknown: {
    message: (p) => `There is no keyframe ${p.keyframe}: the index has ${p.count}, counted from 0.`,
    fix: 'Ask for a keyframe of the index.',
    httpStatus: 400,
    exitCode: 2,
  },
  sequence_header_missing: {
    message: (p) =>
      `The file has no ${p.track} sequence header, without which ${p.codec} cannot be decoded.`,
    fix: 'Mux the file again; the sequence header belongs before the first frame.',
    httpStatus: 502,
    exitCode: 1,
  },
  picture_missing: {
    message: (p) =>
      `No picture was presented within ${p.limitMs} ms after its bytes had arrived: ${p.detail}.`,
    fix: 'Look at the first tags after the prefix, and at the heads, for what differs from the file.',
    httpStatus: 502,
    exitCode: 1,
  },
  picture_wrong: {
    message: (p) => `The picture presented is that of ${p.played} ms, expected ${p.expected} ms.`,
    fix: 'Compare the landed tag with the keyframe index.',
    httpStatus: 502,
    exitCode: 1,
  },
  decode_failed: {
    message: (p) => `The browser could not decode the video: ${p.detail}.`,
    fix: 'Look at the first tags after the prefix; seek again to start over.',
    httpStatus: 502,
    exitCode: 1,
  },
  player_changed: {
    message: (p) =>
      `flv.js has no ${p.field} any more: Seeklab was written for flv.js ${p.version}.`,
    fix: 'Install the flv.js version that package-lock.json names.',
    httpStatus: 500,
    exitCode: 1,
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorTable;

/**
 * Makes the plain error object of a code.
 * @param params what its message names; see `errorTable`
 */
export function describeError(code: ErrorCode, params: Params = {}): SeeklabError {
  const entry: ErrorEntry = errorTable[code];
  return { code, message: entry.message(params), fix: entry.fix };
}

/** The throwable form of a coded error. */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly fix: string;
  readonly httpStatus: number;
  readonly exitCode: 1 | 2 | 3;

  constructor(code: ErrorCode, params: Params = {}, options?: ErrorOptions) {
    const entry: ErrorEntry = errorTable[code];
    super(entry.message(params), options);
    this.name = 'CodedError';
    this.code = code;
    this.fix = entry.fix;
    this.httpStatus = entry.httpStatus;
    this.exitCode = entry.exitCode;
  }

  toJSON(): SeeklabError {
    return { code: this.code, message: this.message, fix: this.fix };
  }
}
