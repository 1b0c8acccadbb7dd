import type { ServerResponse } from 'node:http';
import { CodedError } from '../contract/errors.ts';

/**
 * The plain-text form of a coded error: `code: message` on the first line, the fix on the second.
 * Control characters of the request are shown as `?`, so that the lines stay two.
 */
function codedText(error: CodedError): string {
  const printable = (text: string) => text.replace(/\p{Cc}/gu, '?');
  return `${error.code}: ${printable(error.message)}\n${printable(error.fix)}\n`;
}

/** Answers with a coded error and its HTTP status; cuts the connection if the head is out already. */
export function sendError(
  response: ServerResponse,
  error: CodedError,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = codedText(error);
  response.writeHead(error.httpStatus, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  response.end(body);
}

/** Gives coded errors as they are and wraps everything else as `internal`. */
export function toCodedError(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new CodedError('internal', { detail }, { cause: error });
}
