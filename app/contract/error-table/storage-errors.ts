import type { ErrorEntry } from './error-entry.ts';

/** Errors of storage, and of places that it does not have. */
export const storageErrors = {
  storage_not_allowed: {
    message: (p: { peer: string }) => `Storage ${p.peer} is not on the list of allowed storage.`,
    fix: 'Allow it with --storage-allow HOST:PORT if it is yours.',
    httpStatus: 503,
    exitCode: 1,
  },
  storage_unreachable: {
    message: (p: { peer: string; detail: string }) =>
      `Storage ${p.peer} could not be reached: ${p.detail}.`,
    fix: 'Start that storage node, or correct the URL that the application sends.',
    httpStatus: 503,
    exitCode: 3,
  },
  storage_timeout: {
    message: (p: { peer: string; limitMs: number }) =>
      `Storage ${p.peer} did not answer within ${p.limitMs} ms.`,
    fix: 'See why that node is slow; the timing of the exchange shows how long it took.',
    httpStatus: 503,
    exitCode: 3,
  },
  storage_bad_status: {
    message: (p: { peer: string; status: number }) =>
      `Storage ${p.peer} answered ${p.status}, expected 200 or 206.`,
    fix: 'See whether the file is on that node.',
    httpStatus: 503,
    exitCode: 1,
  },
  storage_bad_answer: {
    message: (p: { peer: string; detail: string }) =>
      `The answer of storage ${p.peer} is not usable: ${p.detail}.`,
    fix: 'Read its raw head in the inspector.',
    httpStatus: 502,
    exitCode: 1,
  },
  storage_ignored_range: {
    message: (p: { peer: string; status: number; start: number | string }) =>
      `Storage ${p.peer} answered ${p.status} to "Range: bytes=${p.start}-", expected 206: it ignores Range.`,
    fix: 'Turn on Range support in that storage server.',
    httpStatus: 502,
    exitCode: 1,
  },
  storage_wrong_range: {
    message: (p: { peer: string; contentRange: string; start: number | string; detail?: string }) =>
      `Storage ${p.peer} sent Content-Range "${p.contentRange}", expected one that starts at ${p.start}${p.detail ?? ''}.`,
    fix: 'Read its raw head in the inspector; its bytes cannot be trusted.',
    httpStatus: 502,
    exitCode: 1,
  },
  storage_encoded: {
    message: (p: { peer: string; encoding: string }) =>
      `Storage ${p.peer} sent Content-Encoding "${p.encoding}", expected the bytes as they are.`,
    fix: 'Turn off compression for videos in that storage server.',
    httpStatus: 502,
    exitCode: 1,
  },
  storage_wrong_size: {
    message: (p: { peer: string; size: number; expected: number | string }) =>
      `Storage ${p.peer} has ${p.size} bytes, X-REPROXY-EXPECTED-SIZE says ${p.expected}.`,
    fix: 'See which copy of the file is stale.',
    httpStatus: 503,
    exitCode: 1,
  },
  storage_cut: {
    message: (p: { peer: string; got: number; expected: number | string }) =>
      `Storage ${p.peer} closed after ${p.got} of ${p.expected} body bytes.`,
    fix: 'See that node’s log; the client’s connection was cut so that nothing looks complete.',
    httpStatus: 502,
    exitCode: 1,
  },
  start_beyond_end: {
    message: (p: { start: number | string; size: number | string }) =>
      `Offset ${p.start} is at or beyond the end of the file (${p.size} bytes).`,
    fix: 'Ask for an offset below the size.',
    httpStatus: 416,
    exitCode: 1,
  },
  range_unsatisfiable: {
    message: (p: { size: number }) =>
      `The Range header asks for bytes beyond the end of the file (${p.size} bytes).`,
    fix: 'Ask for a range that begins below the size.',
    httpStatus: 416,
    exitCode: 1,
  },
  loop_detected: {
    message: (p: { detail: string }) =>
      `The request came back to the reproxy itself (${p.detail}).`,
    fix: 'Point the application and storage URLs at other servers, not at the reproxy.',
    httpStatus: 508,
    exitCode: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
