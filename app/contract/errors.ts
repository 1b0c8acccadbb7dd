import { applicationErrors } from './error-table/application-errors.ts';
import type { ErrorEntry, ErrorParams } from './error-table/error-entry.ts';
import { fileErrors } from './error-table/file-errors.ts';
import { playerErrors } from './error-table/player-errors.ts';
import { programErrors } from './error-table/program-errors.ts';
import { requestErrors } from './error-table/request-errors.ts';
import { storageErrors } from './error-table/storage-errors.ts';
import { trackerErrors } from './error-table/tracker-errors.ts';
import type { SeeklabError } from './seeklab-error.ts';

export type { SeeklabError } from './seeklab-error.ts';

/** The one table of coded errors. `detail` is always optional. */
export const errorTable = {
  ...programErrors,
  ...fileErrors,
  ...requestErrors,
  ...applicationErrors,
  ...trackerErrors,
  ...storageErrors,
  ...playerErrors,
};

export type ErrorCode = keyof typeof errorTable;

/**
 * Makes the plain error object of a code.
 * @param params what its message names; see `errorTable`
 */
export function describeError(code: ErrorCode, params: ErrorParams = {}): SeeklabError {
  const entry: ErrorEntry = errorTable[code];
  return { code, message: entry.message(params), fix: entry.fix };
}

/** The throwable form of a coded error. */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly fix: string;
  readonly httpStatus: number;
  readonly exitCode: 1 | 2 | 3;

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    const entry: ErrorEntry = errorTable[code];
    super(entry.message(params), options);
    this.name = 'CodedError';
    this.code = code;
    this.fix = entry.fix;
    this.httpStatus = entry.httpStatus;
    this.exitCode = entry.exitCode;
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
