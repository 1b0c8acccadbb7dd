import type { ErrorEntry } from './error-entry.ts';

/** Errors of what a client asks of the reproxy or of an embedded part. */
export const requestErrors = {
  start_invalid: {
    message: (p: { value: string }) =>
      `start=${p.value} is not a byte offset: expected decimal digits, 0 to 2^53 - 1.`,
    fix: 'Ask with one start parameter, decimal digits only.',
    httpStatus: 400,
    exitCode: 2,
  },
  request_malformed: {
    message: (p: { detail: string }) => `The request is not HTTP as RFC 9112 has it: ${p.detail}.`,
    fix: 'Correct the client that sent it.',
    httpStatus: 400,
    exitCode: 1,
  },
  request_head_too_large: {
    message: (p: { limit: number }) => `The request head is larger than ${p.limit} bytes.`,
    fix: 'Send fewer or shorter headers.',
    httpStatus: 431,
    exitCode: 1,
  },
  request_not_implemented: {
    message: (p: { detail: string }) => `${p.detail} is not implemented here.`,
    fix: 'Send a plain request, framed by Content-Length or "Transfer-Encoding: chunked".',
    httpStatus: 501,
    exitCode: 1,
  },
  http_version_unsupported: {
    message: (p: { detail: string }) =>
      `The request speaks ${p.detail}; HTTP/1.0 and HTTP/1.1 are understood.`,
    fix: 'Make the client speak HTTP/1.1.',
    httpStatus: 505,
    exitCode: 1,
  },
  request_timeout: {
    message: (p: { limitMs: number }) => `The request did not arrive within ${p.limitMs} ms.`,
    fix: 'Send the whole request head at once.',
    httpStatus: 408,
    exitCode: 1,
  },
  host_not_ours: {
    message: (p: { host: string }) =>
      `The request is for "${p.host}", which is no name of ours: loopback names and addresses are, and those named with --public-host.`,
    fix: 'Ask for 127.0.0.1 or localhost, or start Seeklab with --public-host NAME if that name is yours.',
    httpStatus: 421,
    exitCode: 2,
  },
  method_not_allowed: {
    message: (p: { method: string; allowed: string }) =>
      `${p.method} is not possible here; ${p.allowed} are.`,
    fix: 'Ask with GET or HEAD.',
    httpStatus: 405,
    exitCode: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
