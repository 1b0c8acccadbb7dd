import type { ErrorEntry } from './error-entry.ts';

/** Errors of videos and files: the library, sources that are read, copies that are written, settings of the system. */
export const fileErrors = {
  video_unknown: {
    message: (p: { name: string }) => `The library has no video named "${p.name}".`,
    fix: 'Choose a video from the library, or add the file to it.',
    httpStatus: 404,
    exitCode: 2,
  },
  video_unreadable: {
    message: (p: { name: string; detail: string }) => `"${p.name}" could not be read: ${p.detail}.`,
    fix: 'See whether the disk or network share is in order, and whether the file may be read.',
    httpStatus: 500,
    exitCode: 3,
  },
  video_replaced: {
    message: (p: { name: string }) =>
      `"${p.name}" was replaced after it was opened: its bytes are others than those that were read.`,
    fix: 'Open it again.',
    httpStatus: 409,
    exitCode: 1,
  },
  video_empty: {
    message: () => 'The file is empty: it has 0 bytes, expected an FLV file header.',
    fix: 'Copy or record the file again.',
    httpStatus: 200,
    exitCode: 1,
  },
  video_not_flv: {
    message: (p: { hex: string }) =>
      `The file is no FLV: it begins with ${p.hex}, expected 46 4c 56 ("FLV").`,
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
    message: (p: { count: number }) =>
      `None of the ${p.count} video tags is a keyframe, so decoding can start nowhere.`,
    fix: 'Encode the file again.',
    httpStatus: 200,
    exitCode: 1,
  },
  codec_unplayable: {
    message: (p: { track: string; codec: string }) =>
      `The ${p.track} is ${p.codec}, which browsers cannot play: they play H.264 video with AAC or MP3 sound in FLV.`,
    fix: 'Seek all the same: heads, prefix and tags are inspected. To see a picture, encode it as H.264.',
    httpStatus: 200,
    exitCode: 1,
  },
  path_unusable: {
    message: (p: { path: string; detail: string }) => `"${p.path}" cannot be added: ${p.detail}.`,
    fix: 'Give the path of an existing, readable video file or folder.',
    httpStatus: 400,
    exitCode: 2,
  },
  served_video_unusable: {
    message: (p: { name: string; detail: string }) =>
      `"${p.name}" cannot be had from your application: ${p.detail}.`,
    fix: 'Give the name that the application knows the video by: what comes after /v/.',
    httpStatus: 502,
    exitCode: 3,
  },
  file_unreadable: {
    message: (p: { path: string; detail: string }) => `"${p.path}" cannot be opened: ${p.detail}.`,
    fix: 'Give the path of an existing, readable file.',
    httpStatus: 400,
    exitCode: 3,
  },
  source_unreachable: {
    message: (p: { url: string; detail: string }) => `${p.url} could not be read: ${p.detail}.`,
    fix: 'See whether that server runs and the address is right.',
    httpStatus: 502,
    exitCode: 3,
  },
  source_no_range: {
    message: (p: { url: string; status: number; detail: string }) =>
      `${p.url} answered ${p.status} to a Range request with ${p.detail}, expected 206 with a Content-Range that names the asked bytes and the size.`,
    fix: 'Only a server that honours Range can be read in parts; download the file instead.',
    httpStatus: 502,
    exitCode: 3,
  },
  source_too_large: {
    message: (p: { url: string; sizeBytes: number | null; maxBytes: number }) =>
      `${p.url} can only be had whole, and has ${p.sizeBytes ?? 'more'} bytes: at most ${p.maxBytes} are copied to a temporary file.`,
    fix: 'Serve it from a server that honours Range, or give the file itself.',
    httpStatus: 502,
    exitCode: 3,
  },
  spool_failed: {
    message: (p: { url: string; detail: string }) =>
      `${p.url} can only be had whole, and the temporary file for it cannot be written: ${p.detail}.`,
    fix: 'Make room on the disk with the folder for temporary files, or name another with TMPDIR.',
    httpStatus: 500,
    exitCode: 3,
  },
  source_changed: {
    message: (p: { url: string; detail: string }) =>
      `${p.url} changed while it was read: ${p.detail}.`,
    fix: 'Try again when nobody writes to it.',
    httpStatus: 502,
    exitCode: 3,
  },
  output_unwritable: {
    message: (p: { path: string; detail: string }) => `"${p.path}" cannot be written: ${p.detail}.`,
    fix: 'Give a path in an existing folder that you may write to, with room for the copy.',
    httpStatus: 500,
    exitCode: 2,
  },
  output_exists: {
    message: (p: { path: string }) => `"${p.path}" exists already; nothing was written.`,
    fix: 'Give another name: an existing file is never overwritten.',
    httpStatus: 409,
    exitCode: 2,
  },
  configuration_invalid: {
    message: (p: { detail: string }) => `${p.detail}`,
    fix: 'Correct the address; everything stayed as it was.',
    httpStatus: 400,
    exitCode: 2,
  },
} as const satisfies Record<string, ErrorEntry>;
