import type { ErrorEntry } from './error-entry.ts';

/** Errors of MogileFS trackers. */
export const trackerErrors = {
  tracker_unreachable: {
    message: (p: { peer: string; detail: string }) =>
      `The tracker ${p.peer} could not be reached: ${p.detail}.`,
    fix: 'Start the tracker, or correct its address (HOST:PORT, usually port 7001).',
    httpStatus: 503,
    exitCode: 3,
  },
  tracker_timeout: {
    message: (p: { peer: string; step: string; limitMs: number }) =>
      `The tracker ${p.peer} did not ${p.step} within ${p.limitMs} ms.`,
    fix: 'See why that tracker is slow: its log, its database, the way to it.',
    httpStatus: 503,
    exitCode: 3,
  },
  tracker_left_alone: {
    message: (p: { peer: string; limitMs: number }) =>
      `The tracker ${p.peer} was not asked: it failed less than ${p.limitMs} ms ago.`,
    fix: 'See why it failed in the exchanges before this one; it is asked again after that time.',
    httpStatus: 503,
    exitCode: 3,
  },
  trackers_failed: {
    message: (p: { count: number; detail: string }) =>
      `None of ${p.count} trackers could be used. ${p.detail}`,
    fix: 'Start one of them, or correct the addresses (HOST:PORT, usually port 7001).',
    httpStatus: 503,
    exitCode: 3,
  },
  tracker_cut: {
    message: (p: { peer: string; got: number }) =>
      `The tracker ${p.peer} closed after ${p.got} bytes, expected a line that ends in CR LF.`,
    fix: 'See that tracker’s log; it may have been restarted.',
    httpStatus: 503,
    exitCode: 3,
  },
  tracker_bad_answer: {
    message: (p: { peer: string; detail: string }) =>
      `The answer of the tracker ${p.peer} is not usable: ${p.detail}.`,
    fix: 'Read its raw line in the inspector; see whether a MogileFS tracker listens there.',
    httpStatus: 502,
    exitCode: 1,
  },
  tracker_refused: {
    message: (p: { peer: string; command: string; code: string; detail: string }) =>
      `The tracker ${p.peer} refused "${p.command}": ${p.code} (${p.detail}).`,
    fix: 'See whether the MogileFS domain and the key are right.',
    httpStatus: 502,
    exitCode: 1,
  },
  mogile_key_unknown: {
    message: (p: { key: string; domain: string }) =>
      `MogileFS has no key "${p.key}" in the domain "${p.domain}".`,
    fix: 'Choose a key that `list_keys` gives, or correct the domain.',
    httpStatus: 404,
    exitCode: 2,
  },
  mogile_no_copy: {
    message: (p: { key: string }) =>
      `MogileFS knows "${p.key}", but no live copy of it (the tracker says paths=0).`,
    fix: 'Bring a storage node that has the file back to life.',
    httpStatus: 503,
    exitCode: 3,
  },
} as const satisfies Record<string, ErrorEntry>;
