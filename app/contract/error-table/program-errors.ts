import type { ErrorEntry } from './error-entry.ts';

/** Errors of the program itself: operations, the command line, ports. */
export const programErrors = {
  internal: {
    message: (p: { detail?: string }) =>
      `Something went wrong inside Seeklab: ${p.detail ?? 'no detail'}.`,
    fix: 'Report it with the steps that led here.',
    httpStatus: 500,
    exitCode: 1,
  },
  usage: {
    message: (p: { detail: string }) => `${p.detail}`,
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
    message: (p: { name: string }) => `There is no operation "${p.name}".`,
    fix: 'Reload the page: it may be older than the program behind it.',
    httpStatus: 404,
    exitCode: 2,
  },
  input_invalid: {
    message: (p: { name: string; detail: string }) =>
      `The input of "${p.name}" is not valid: ${p.detail}.`,
    fix: 'Correct the named field and try again.',
    httpStatus: 400,
    exitCode: 2,
  },
  filter_field_unknown: {
    message: (p: { field: string; at: number }) =>
      `The log has no field “${p.field}” (character ${p.at} of the filter).`,
    fix: 'Choose one of those offered, or put quotes around what is to be found as text.',
    httpStatus: 400,
    exitCode: 2,
  },
  filter_value_invalid: {
    message: (p: { field: string; value: string; expected: string; at: number }) =>
      `${p.field} wants ${p.expected}${p.value === '' ? '' : `, not “${p.value}”`} (character ${p.at} of the filter).`,
    fix: 'Correct the value, or take the term away.',
    httpStatus: 400,
    exitCode: 2,
  },
  filter_quote_open: {
    message: (p: { at: number }) => `The quote at character ${p.at} of the filter does not end.`,
    fix: 'Close it with ".',
    httpStatus: 400,
    exitCode: 2,
  },
  request_cancelled: {
    message: (p: { name: string }) => `"${p.name}" was cancelled by whoever asked for it.`,
    fix: 'Ask again.',
    httpStatus: 499,
    exitCode: 1,
  },
  wait_timeout: {
    message: (p: { wanted: string; detail: string }) => `No player made ${p.wanted}: ${p.detail}.`,
    fix: 'See in exchanges() what was asked instead; a seek counts when its answer has ended.',
    httpStatus: 504,
    exitCode: 1,
  },
  message_too_large: {
    message: (p: { size: number; limit: number }) =>
      `A message of ${p.size} bytes came; at most ${p.limit} are taken.`,
    fix: 'Send less at once.',
    httpStatus: 413,
    exitCode: 2,
  },
  settings_unwritable: {
    message: (p: { path: string; detail: string }) =>
      `The settings cannot be saved in "${p.path}": ${p.detail}.`,
    fix: 'Mend that, or start with another folder (--data-dir DIR); the old settings stay.',
    httpStatus: 500,
    exitCode: 2,
  },
  window_crashed: {
    message: (p: { reason: string }) =>
      `The window’s page ended unexpectedly (${p.reason}) and was loaded again.`,
    fix: 'Go on where you were; if it happens again with the same video, report it with the video.',
    httpStatus: 500,
    exitCode: 1,
  },
  window_crashing: {
    message: (p: { count: number; reason: string }) =>
      `The window’s page ended unexpectedly ${p.count} times within a minute (${p.reason}).`,
    fix: 'Start Seeklab again without that video, or use the console in a browser: npm run web.',
    httpStatus: 500,
    exitCode: 1,
  },
  helper_crashed: {
    message: (p: { type: string; reason: string }) =>
      `A process behind the window (${p.type}) ended unexpectedly (${p.reason}) and was started again.`,
    fix: 'If the picture stands still, ask the last seek again (R).',
    httpStatus: 500,
    exitCode: 1,
  },
  data_dir_unusable: {
    message: (p: { path: string; detail: string }) =>
      `"${p.path}" cannot be the folder for the settings: ${p.detail}.`,
    fix: 'Give --data-dir the path of a folder that you may write to.',
    httpStatus: 500,
    exitCode: 2,
  },
  answer_too_large: {
    message: (p: { name: string; limit: number }) =>
      `The answer to "${p.name}" has over ${p.limit} bytes, which no page is sent.`,
    fix: 'Ask for less at once.',
    httpStatus: 500,
    exitCode: 1,
  },
  page_late: {
    message: (p: { name: string; bytes: number }) =>
      `The answer to "${p.name}" was left out: ${p.bytes} bytes wait for this page.`,
    fix: 'Ask again once the page has read what was sent before.',
    httpStatus: 503,
    exitCode: 1,
  },
  program_ended: {
    message: () => 'Seeklab ended while this went on.',
    fix: 'Ask again.',
    httpStatus: 502,
    exitCode: 1,
  },
  row_gone: {
    message: (p: { number: number }) => `Row ${p.number} is not in the log any more.`,
    fix: 'Choose another row: the log was cleared, or older rows made room for newer ones.',
    httpStatus: 404,
    exitCode: 1,
  },
  pins_full: {
    message: (p: { wanted: number; most: number }) =>
      `${p.wanted} rows would be pinned; the log keeps ${p.most}.`,
    fix: 'Take the pin off other rows first.',
    httpStatus: 409,
    exitCode: 1,
  },
  replay_empty: {
    message: () => 'None of these rows is a seek that can be made again.',
    fix: 'Select seeks: requests of other clients name no place in a video.',
    httpStatus: 400,
    exitCode: 2,
  },
  port_in_use: {
    message: (p: { port: number }) => `Port ${p.port} on 127.0.0.1 is in use.`,
    fix: 'Choose another port, or 0 to let the system choose.',
    httpStatus: 500,
    exitCode: 3,
  },
} as const satisfies Record<string, ErrorEntry>;
