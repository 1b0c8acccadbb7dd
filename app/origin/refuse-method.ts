import type { IncomingMessage, ServerResponse } from 'node:http';
import { CodedError } from '../contract/errors.ts';
import { sendError } from './coded-answer.ts';

/** Answers 405 to everything but GET and HEAD; says whether it did. */
export function refuseMethod(request: IncomingMessage, response: ServerResponse): boolean {
  const { method = '' } = request;
  if (method === 'GET' || method === 'HEAD') return false;
  const error = new CodedError('method_not_allowed', { method, allowed: 'GET and HEAD' });
  sendError(response, error, { Allow: 'GET, HEAD' });
  return true;
}
