import type { ErrorEntry } from './error-entry.ts';

/** Errors of saved sessions. */
export const sessionErrors = {
  session_unknown: {
    message: (p: { name: string }) => `There is no session "${p.name}".`,
    fix: 'Choose one of the list; without --session the last one is opened.',
    httpStatus: 404,
    exitCode: 2,
  },
  session_in_use: {
    message: (p: { name: string }) => `The session "${p.name}" is open in another Seeklab.`,
    fix: 'Close it there, or choose another session.',
    httpStatus: 409,
    exitCode: 2,
  },
  session_open: {
    message: (p: { name: string }) => `The session "${p.name}" is the one that is open.`,
    fix: 'Open another one first; Clear in the log empties this one.',
    httpStatus: 409,
    exitCode: 2,
  },
  session_unwritable: {
    message: (p: { detail: string }) => `What happens now is not saved: ${p.detail}.`,
    fix: 'Mend that; what waits is written then. Or start with another folder (--data-dir DIR).',
    httpStatus: 500,
    exitCode: 2,
  },
  session_file_unusable: {
    message: (p: { path: string; detail: string }) =>
      `"${p.path}" cannot be imported as a session: ${p.detail}.`,
    fix: 'Give the path of a file that Seeklab exported (.jsonl or .jsonl.gz).',
    httpStatus: 400,
    exitCode: 2,
  },
  session_export_failed: {
    message: (p: { path: string; detail: string }) =>
      `The session cannot be written to "${p.path}": ${p.detail}.`,
    fix: 'Give the path of a file that is not there yet, in a folder that you may write to.',
    httpStatus: 500,
    exitCode: 2,
  },
} as const satisfies Record<string, ErrorEntry>;
