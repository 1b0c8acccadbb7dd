import { applicationErrors } from './error-table/application-errors.ts';
import type { ErrorEntry } from './error-table/error-entry.ts';
import { faultErrors } from './error-table/fault-errors.ts';
import { fileErrors } from './error-table/file-errors.ts';
import { playerErrors } from './error-table/player-errors.ts';
import { programErrors } from './error-table/program-errors.ts';
import { queueErrors } from './error-table/queue-errors.ts';
import { requestErrors } from './error-table/request-errors.ts';
import { sessionErrors } from './error-table/session-errors.ts';
import { storageErrors } from './error-table/storage-errors.ts';
import { sweepErrors } from './error-table/sweep-errors.ts';
import { targetErrors } from './error-table/target-errors.ts';
import { trackerErrors } from './error-table/tracker-errors.ts';
import type { SeeklabError } from './seeklab-error.ts';

export type { SeeklabError } from './seeklab-error.ts';

/** The one table of coded errors. */
export const errorTable = {
  ...programErrors,
  ...fileErrors,
  ...requestErrors,
  ...applicationErrors,
  ...trackerErrors,
  ...storageErrors,
  ...targetErrors,
  ...playerErrors,
  ...sweepErrors,
  ...queueErrors,
  ...faultErrors,
  ...sessionErrors,
};

export type ErrorCode = keyof typeof errorTable;

/** What the message of a code names: the parameters of its function in the table. */
type MessageArguments<C extends ErrorCode> = Parameters<(typeof errorTable)[C]['message']>;

/** The parameters may be left out for a code whose message needs none. */
type ErrorArguments<C extends ErrorCode> = C extends ErrorCode
  ? MessageArguments<C> extends [infer P]
    ? Record<never, never> extends P
      ? [params?: P, options?: ErrorOptions]
      : [params: P, options?: ErrorOptions]
    : [params?: Record<never, never>, options?: ErrorOptions]
  : never;

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}

/**
 * Makes the plain error object of a code.
 * @param given what its message names; see `errorTable`
 */
export function describeError<C extends ErrorCode>(
  code: C,
  ...given: ErrorArguments<C>
): SeeklabError {
  const { message, fix } = errorTable[code];
  const [params = {}] = given;
  return { code, message: withoutPasswords(message(params as never)), fix };
}

/** Addresses in messages are shown and logged by whoever gets them: without user and password. */
export function withoutPasswords(text: string): string {
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"<>]*@/gi, '$1…@')
    .replace(
      /([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@:"<>[]+:(?!\d{1,5}(?:[\s/?#"<>]|$))[^\s"<>]*@/gi,
      '$1…@',
    );
}

/**
 * The throwable form of a coded error, also of one that came over the wire from somebody whose
 * codes are not ours.
 */
export class CodedError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: string;
  readonly fix: string;

  constructor(what: C | SeeklabError, ...given: ErrorArguments<C>) {
    const error = typeof what === 'string' ? describeError(what, ...given) : what;
    super(error.message, given[1]);
    this.name = 'CodedError';
    this.code = error.code;
    this.fix = error.fix;
  }

  get httpStatus(): number {
    return isErrorCode(this.code) ? errorTable[this.code].httpStatus : 502;
  }

  get exitCode(): ErrorEntry['exitCode'] {
    return isErrorCode(this.code) ? errorTable[this.code].exitCode : 1;
  }

  toJSON(): SeeklabError {
    return { code: this.code, message: this.message, fix: this.fix };
  }
}

/** The plain error object of anything thrown. */
export function toSeeklabError(error: unknown): SeeklabError {
  if (error instanceof CodedError) return error.toJSON();
  return describeError('internal', {
    detail: error instanceof Error ? error.message : String(error),
  });
}
