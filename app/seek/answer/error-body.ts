import { errorTable, isErrorCode, type SeeklabError } from '../../contract/errors.ts';

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
