import { CodedError } from '../../contract/errors.ts';

/** No byte came, but not because the server did not want to. */
export class BrokenConnection extends CodedError {
  constructor(name: string, cause: unknown) {
    super('source_unreachable', { url: name, detail: reasonOf(cause) }, { cause });
  }
}

/** A server that says nothing is not asked again: that would take as long each time. */
export function failureOf(name: string, cause: unknown, signal: AbortSignal): CodedError {
  if (!signal.aborted && !isMalformed(cause)) return new BrokenConnection(name, cause);
  const detail = reasonOf(signal.aborted ? signal.reason : cause);
  return new CodedError('source_unreachable', { url: name, detail }, { cause });
}

/** `fetch` says only that there is no answer; the reason is in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (isMalformed(error)) return malformation(cause);
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : error.message;
}

/** Codes of llhttp, the parser of `node:http`; asking again would not help. */
function isMalformed(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('HPE_');
}

/** What llhttp says in its own words is the place where it gave up, not what is wrong there. */
function malformation(cause: unknown): string {
  const { code, message } = cause as Error & { code: string };
  const reasons: Record<string, string> = {
    HPE_INVALID_HEADER_TOKEN:
      'a line that ends in a bare LF, or a character that has no place in a field',
    HPE_CR_EXPECTED: 'a line that ends in a bare LF',
    HPE_LF_EXPECTED: 'a bare CR',
    HPE_INVALID_CONTENT_LENGTH: 'a Content-Length that is no number',
    HPE_UNEXPECTED_CONTENT_LENGTH: 'Content-Length beside Transfer-Encoding, or twice',
    HPE_INVALID_CONSTANT: 'a first line that is no status line',
  };
  return `the head of its answer is no HTTP: ${reasons[code] ?? message}`;
}
