import type { ErrorEntry } from './error-entry.ts';

/** Errors of the application and of what it tells the reproxy to do. */
export const applicationErrors = {
  application_unreachable: {
    message: (p: { peer: string; detail: string }) =>
      `The application at ${p.peer} could not be reached: ${p.detail}.`,
    fix: 'Start the application, or correct its address in the target.',
    httpStatus: 502,
    exitCode: 3,
  },
  application_timeout: {
    message: (p: { peer: string; limitMs: number }) =>
      `The application at ${p.peer} did not answer within ${p.limitMs} ms.`,
    fix: 'See why the application is slow; the timing of the exchange shows which part waits.',
    httpStatus: 504,
    exitCode: 3,
  },
  application_bad_answer: {
    message: (p: { peer: string; detail: string }) =>
      `The answer of the application at ${p.peer} is not usable: ${p.detail}.`,
    fix: 'Read its raw head in the inspector and correct the application.',
    httpStatus: 502,
    exitCode: 1,
  },
  application_cut: {
    message: (p: { peer: string; got: number; detail: string }) =>
      `The application at ${p.peer} stopped after ${p.got} body bytes: ${p.detail}.`,
    fix: 'See its log; the client’s connection was cut so that nothing looks complete.',
    httpStatus: 502,
    exitCode: 1,
  },
  flv_start_invalid: {
    message: (p: { value: string }) =>
      `X-REPROXY-FLV-START is "${p.value}": expected one decimal byte offset, 0 to 2^53 - 1, without sign or space.`,
    fix: 'Correct what the application sends. Storage was not asked.',
    httpStatus: 502,
    exitCode: 1,
  },
  reproxy_url_unusable: {
    message: (p: { value: string }) => `X-REPROXY-URL has no usable URL: "${p.value}".`,
    fix: 'Send one or more absolute http:// or https:// URLs, separated by spaces.',
    httpStatus: 503,
    exitCode: 1,
  },
  reproxy_file_refused: {
    message: (p: { path: string; detail: string }) =>
      `X-REPROXY-FILE "${p.path}" was refused: ${p.detail}.`,
    fix: 'Name a file below one of the allowed roots, or allow its folder.',
    httpStatus: 503,
    exitCode: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
