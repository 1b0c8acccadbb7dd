import type { ErrorEntry } from './error-entry.ts';

/** Errors of sweeps that are shared out to workers by a queue. */
export const queueErrors = {
  queue_address_invalid: {
    message: (p: { detail: string }) => `The queue's address is not usable: ${p.detail}.`,
    fix: 'Write redis://host:6379, with a password redis://:PASSWORD@host:6379, over TLS rediss://host:6379.',
    httpStatus: 400,
    exitCode: 2,
  },
  queue_unreachable: {
    message: (p: { address: string; detail: string }) =>
      `The queue at ${p.address} cannot be reached: ${p.detail}.`,
    fix: 'See whether Redis runs there, and whether it wants TLS (rediss://).',
    httpStatus: 502,
    exitCode: 3,
  },
  queue_refused: {
    message: (p: { address: string; detail: string }) =>
      `Redis at ${p.address} does not let us in: ${p.detail}.`,
    fix: 'Give user and password in the address, redis://USER:PASSWORD@host:6379; the user needs all commands on keys that begin with "seeklab".',
    httpStatus: 502,
    exitCode: 2,
  },
  queue_not_redis: {
    message: (p: { address: string; detail: string }) =>
      `What answers at ${p.address} is not Redis: ${p.detail}.`,
    fix: 'Correct host and port.',
    httpStatus: 502,
    exitCode: 2,
  },
  queue_too_old: {
    message: (p: { address: string; version: string; least: string }) =>
      `Redis at ${p.address} is version ${p.version}; the queue needs ${p.least} or newer.`,
    fix: 'Use a newer Redis, such as that of Debian 12.',
    httpStatus: 502,
    exitCode: 2,
  },
  queue_lost: {
    message: (p: { address: string; minutes: number }) =>
      `The queue at ${p.address} has been away for ${p.minutes} minutes.`,
    fix: 'Start Redis again and ask again; with an append-only file it keeps what was in the queue.',
    httpStatus: 502,
    exitCode: 3,
  },
  queue_secrets_stay: {
    message: (p: { what: string }) => `${p.what} may be a secret, which is not put into the queue.`,
    fix: "Give it to the workers instead, as seeklab worker --target NAME=PATTERN --header 'Name: value', and write *** for values in the pattern's query here.",
    httpStatus: 400,
    exitCode: 2,
  },
  queue_cannot: {
    message: (p: { what: string; why: string }) => `${p.what} cannot be shared out: ${p.why}.`,
    fix: 'Leave --queue away, or share it out by hand with --shard I/N and seeklab report merge.',
    httpStatus: 400,
    exitCode: 2,
  },
  queue_description_too_large: {
    message: (p: { size: number; limit: number }) =>
      `What workers must know of this sweep has ${p.size} bytes; at most ${p.limit} go into the queue.`,
    fix: 'Sweep fewer videos at once.',
    httpStatus: 400,
    exitCode: 2,
  },
  shard_ends_workers: {
    message: (p: { shard: number; total: number; times: number }) =>
      `Shard ${p.shard} of ${p.total} was begun ${p.times} times, and each worker ended over it.`,
    fix: 'Do that shard by hand with --shard, and see what happens.',
    httpStatus: 500,
    exitCode: 1,
  },
  shard_failed: {
    message: (p: { shard: number; total: number; worker: string; detail: string }) =>
      `Shard ${p.shard} of ${p.total} failed at worker ${p.worker}: ${p.detail}`,
    fix: 'Do that shard by hand with --shard, and see what happens.',
    httpStatus: 500,
    exitCode: 1,
  },
  worker_version_other: {
    message: (p: { own: string; wanted: string }) =>
      `The worker is Seeklab ${p.own}, and the sweep is asked for by ${p.wanted}.`,
    fix: 'Install the same version on both.',
    httpStatus: 409,
    exitCode: 2,
  },
  worker_lacks_video: {
    message: (p: { name: string }) => `The worker does not have the video "${p.name}".`,
    fix: 'Start the worker with --media and the folder that has it under that name.',
    httpStatus: 404,
    exitCode: 2,
  },
  worker_has_other_video: {
    message: (p: { name: string; detail: string }) =>
      `The worker's "${p.name}" is another file than the one that is swept: ${p.detail}.`,
    fix: 'Copy the file to the worker, or the other way round.',
    httpStatus: 409,
    exitCode: 2,
  },
  worker_lacks_target: {
    message: (p: { target: string; detail: string }) =>
      `The worker does not know the target "${p.target}" as it is asked for: ${p.detail}.`,
    fix: 'Start the worker with --target NAME=PATTERN, the same name and pattern with the values in place of ***.',
    httpStatus: 409,
    exitCode: 2,
  },
} as const satisfies Record<string, ErrorEntry>;
