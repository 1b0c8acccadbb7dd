import type { ErrorEntry } from './error-entry.ts';

/** Errors of whoever asks for faults. */
export const faultErrors = {
  fault_not_understood: {
    message: (p: { fault: string; part: string; place: number; detail: string }) =>
      `The fault "${p.fault}" is not understood at character ${p.place}, "${p.part}": ${p.detail}.`,
    fix: 'Write PART:KIND, such as storage:stall@500000,every=3; docs/faults.md lists all that there are.',
    httpStatus: 400,
    exitCode: 2,
  },
  faults_too_many: {
    message: (p: { limit: number }) => `More than ${p.limit} faults would be on at a time.`,
    fix: 'Switch one off first, or narrow one down with every=N, video=NAME or from=BYTE instead of adding others.',
    httpStatus: 409,
    exitCode: 2,
  },
  fault_never_shown: {
    message: (p: { fault: string; detail: string }) =>
      `The fault "${p.fault}" would never be shown: ${p.detail}.`,
    fix: 'Choose a fault of a part that is asked, or start Seeklab so that this one is.',
    httpStatus: 409,
    exitCode: 2,
  },
  fault_unknown: {
    message: (p: { id: number }) => `Fault ${p.id} is not on.`,
    fix: 'Look at the list again: somebody else has switched it off.',
    httpStatus: 404,
    exitCode: 2,
  },
} as const satisfies Record<string, ErrorEntry>;
