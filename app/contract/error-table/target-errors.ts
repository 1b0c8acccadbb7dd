import type { ErrorEntry } from './error-entry.ts';

/** Errors of targets, and of the relay in front of them. */
export const targetErrors = {
  target_unknown: {
    message: (p: { name: string }) => `There is no target "${p.name}".`,
    fix: 'Add it, or choose one of the list.',
    httpStatus: 404,
    exitCode: 2,
  },
  target_invalid: {
    message: (p: { name: string; detail: string }) =>
      `The target "${p.name}" cannot be added: ${p.detail}.`,
    fix: 'Correct what is named.',
    httpStatus: 400,
    exitCode: 2,
  },
  target_secrets_stay: {
    message: (p: { from: string; to: string; kept: string }) =>
      `${p.kept} would go to ${p.to}, and ${p.from} was meant.`,
    fix: 'Give each value anew, or say that those kept may go to the other server (keepSecrets).',
    httpStatus: 409,
    exitCode: 2,
  },
  target_pattern_invalid: {
    message: (p: { pattern: string; detail: string }) =>
      `"${p.pattern}" cannot be asked: ${p.detail}.`,
    fix: 'Write an address such as http://host/v/{name}?start={start}.',
    httpStatus: 400,
    exitCode: 2,
  },
  target_paste_unusable: {
    message: (p: { detail: string }) =>
      `No address can be taken from what was pasted: ${p.detail}.`,
    fix: 'Paste the address of a video, or a curl command that asks for one.',
    httpStatus: 400,
    exitCode: 2,
  },
  target_video_unknown: {
    message: (p: { target: string; name: string }) =>
      `The target "${p.target}" has no video "${p.name}" that is known here.`,
    fix: 'Choose one of its list, or give the target a reference that has this name.',
    httpStatus: 404,
    exitCode: 2,
  },
  target_reference_unusable: {
    message: (p: { target: string; name: string; detail: string }) =>
      `What the answers of "${p.target}" for "${p.name}" are held against cannot be read: ${p.detail}.`,
    fix: 'Choose a file of the library, or the address of the whole file, as its reference.',
    httpStatus: 502,
    exitCode: 3,
  },
  target_not_identified: {
    message: (p: { name: string; detail: string }) =>
      `Who "${p.name}" is cannot be told: ${p.detail}.`,
    fix: 'Ask it for bytes, with {start} in its pattern, and for a video of some length.',
    httpStatus: 400,
    exitCode: 2,
  },
  target_unreachable: {
    message: (p: { peer: string; detail: string }) =>
      `The target at ${p.peer} could not be reached: ${p.detail}.`,
    fix: 'Start the server, or correct the target’s pattern.',
    httpStatus: 502,
    exitCode: 3,
  },
  target_certificate: {
    message: (p: { peer: string; detail: string }) =>
      `The certificate of ${p.peer} is not trusted: ${p.detail}.`,
    fix: 'Mend the certificate, or allow self-signed ones for this target if you know whose it is.',
    httpStatus: 502,
    exitCode: 3,
  },
  target_timeout: {
    message: (p: { peer: string; limitMs: number }) =>
      `The target at ${p.peer} did not answer within ${p.limitMs} ms.`,
    fix: 'See why it is slow; the timing of the exchange shows which part waits.',
    httpStatus: 504,
    exitCode: 3,
  },
  target_bad_answer: {
    message: (p: { peer: string; detail: string }) =>
      `The answer of the target at ${p.peer} is no HTTP that two readers read alike: ${p.detail}.`,
    fix: 'Read its raw head in the inspector and correct the server.',
    httpStatus: 502,
    exitCode: 1,
  },
  target_cut: {
    message: (p: { peer: string; got: number; detail: string }) =>
      `The target at ${p.peer} stopped after ${p.got} body bytes: ${p.detail}.`,
    fix: 'See its log; the client’s connection was cut so that nothing looks complete.',
    httpStatus: 502,
    exitCode: 1,
  },
  target_extra_bytes: {
    message: (p: { peer: string; bytes: number }) =>
      `Behind the answer of the target at ${p.peer} came ${p.bytes} bytes or more that belong to nothing.`,
    fix: 'Let the server send what it promised and nothing behind it; its connection was not used again.',
    httpStatus: 502,
    exitCode: 1,
  },
  target_redirect_loop: {
    message: (p: { detail: string }) => `The target’s redirection was not followed: ${p.detail}.`,
    fix: 'Correct the server; each of its redirections is a hop of the exchange.',
    httpStatus: 508,
    exitCode: 1,
  },
  target_redirect_credentials: {
    message: (p: { peer: string }) =>
      `The target leads to ${p.peer} with a user’s name or password in the address, which was not followed.`,
    fix: 'Add that server as a target of its own, with the credentials as its Authorization field; those in an address are sent to nobody, and shown nowhere.',
    httpStatus: 502,
    exitCode: 1,
  },
  target_redirected: {
    message: (p: { start: number }) =>
      `The target answered start=${p.start} with a redirection, which was not followed.`,
    fix: 'See its Location in the inspector, and add that host to those that the target may lead to.',
    httpStatus: 502,
    exitCode: 1,
  },
  target_range_ignored: {
    message: (p: { start: number }) =>
      `The target answered Range: bytes=${p.start}- with 200, the whole file, expected 206.`,
    fix: 'Let the server answer Range requests, or give it a pattern with {start}.',
    httpStatus: 502,
    exitCode: 1,
  },
  relay_foreign_page: {
    message: (p: { page: string }) => `${p.page} may not ask for targets.`,
    fix: 'Ask from Seeklab’s own page, or from a program that is no browser.',
    httpStatus: 403,
    exitCode: 2,
  },
  relay_busy: {
    message: (p: { limit: number }) => `${p.limit} requests to targets are under way already.`,
    fix: 'Wait, or see whether a target leads back to Seeklab in a circle.',
    httpStatus: 503,
    exitCode: 3,
  },
} as const satisfies Record<string, ErrorEntry>;
