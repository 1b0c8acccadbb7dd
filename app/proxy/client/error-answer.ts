import { type CodedError, withoutPasswords } from '../../contract/errors.ts';
import type { Field } from '../../http/fields.ts';
import type { Attempt } from '../exchange/stage.ts';
import type { AnswerHead } from './client-answer.ts';

const REASONS: Record<number, string> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  416: 'Range Not Satisfiable',
  421: 'Misdirected Request',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
  508: 'Loop Detected',
};

/** An answer that the reproxy makes itself: plain text with code, sentence, fix and what was tried. */
export interface ErrorAnswer {
  readonly head: AnswerHead;
  /** latin1 */
  readonly body: string;
}

/**
 * @param fields more header fields, for example Content-Range of a 416
 * @param isHead the answer to HEAD: the same head, no body
 */
export function createErrorAnswer(
  error: CodedError,
  tried: readonly Attempt[],
  fields: readonly Field[],
  isHead: boolean,
): ErrorAnswer {
  const lines = [error.code, error.message];
  if (tried.length > 0) lines.push('Tried:', ...tried.map(lineOf));
  lines.push(`To do: ${error.fix}`, '');
  const text = Buffer.from(lines.join('\n')).toString('latin1');
  const head: AnswerHead = {
    status: error.httpStatus,
    reason: REASONS[error.httpStatus] ?? 'Error',
    fields: [
      { name: 'Content-Type', key: 'content-type', value: 'text/plain; charset=utf-8' },
      { name: 'Cache-Control', key: 'cache-control', value: 'no-store' },
      { name: 'X-Content-Type-Options', key: 'x-content-type-options', value: 'nosniff' },
      ...fields,
    ],
    body: isHead ? { kind: 'none', length: text.length } : { kind: 'length', length: text.length },
  };
  return { head, body: isHead ? '' : text };
}

function lineOf({ method, url, result, elapsedMs }: Attempt): string {
  return `  ${method} ${withoutPasswords(url)}: ${result}, ${Math.round(elapsedMs)} ms`;
}
