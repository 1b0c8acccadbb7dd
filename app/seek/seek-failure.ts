import {
  describeError,
  type ErrorCode,
  errorTable,
  type SeeklabError,
} from '../contract/errors.ts';

/** A coded error thrown between the parts of the player; it ends up in a seek. */
export class PlayerFailure extends Error {
  readonly error: SeeklabError;

  constructor(error: SeeklabError, options?: ErrorOptions) {
    super(error.message, options);
    this.name = 'PlayerFailure';
    this.error = error;
  }
}

/** Makes the failure of a code of the error table. */
export function failure(
  code: ErrorCode,
  params: Record<string, string | number>,
  cause?: unknown,
): PlayerFailure {
  return new PlayerFailure(describeError(code, params), { cause });
}

/** The coded error of whatever was thrown. */
export function errorOf(cause: unknown): SeeklabError {
  if (cause instanceof PlayerFailure) return cause.error;
  const detail = cause instanceof Error ? cause.message : String(cause);
  return describeError('internal', { detail });
}

/**
 * The coded error that the body of an error answer names: the embedded parts write `code: sentence`
 * on the first line, the reproxy the code alone and the sentence below it.
 * @returns null when the body is not such a text
 */
export function readErrorBody(body: string): SeeklabError | null {
  const [, code, separator, sentence] =
    /^([a-z][a-z0-9_]{2,63})(: |\n)(\S[^\n]*)/.exec(body.slice(0, 2000)) ?? [];
  if (code === undefined || sentence === undefined) return null;
  // A word alone on a line may be anything.
  if (separator === '\n' && !isErrorCode(code)) return null;
  return { code, message: sentence.trim(), fix: fixOf(code) };
}

function fixOf(code: string): string {
  return isErrorCode(code)
    ? errorTable[code].fix
    : 'Read the heads of the exchange in the inspector.';
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}
