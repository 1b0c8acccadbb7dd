import { type Field, fieldValue, isReproxyField } from '../../../http/fields.ts';
import { forwardedFields } from '../../../http/hop-by-hop.ts';
import type { ResponseHead } from '../../../http/response-head.ts';
import type { ApplicationAnswer } from '../../application/reproxy-instructions.ts';
import type { AnswerHead } from '../../client/client-answer.ts';

/** What Perlbal says of every connection that it keeps. */
export const KEEP_ALIVE = 'timeout=30, max=100';

/**
 * The head that patched Perlbal sends for what storage answered (BackendHTTP.pm, handle_response):
 * storage's Content-Length as a number plus the prefix, whatever status and framing it came with.
 * @param prefixLength 0 when there is no start
 */
export function composeQuirkyHead(
  application: ApplicationAnswer,
  storage: ResponseHead,
  prefixLength: number,
): AnswerHead {
  const isPartial = prefixLength === 0 && (storage.status === 206 || storage.status === 416);
  const fields = forwardedFields(application.fields).filter(({ key }) => !isReproxyField(key));
  const { status, reason } = statusOf(application, isPartial ? storage : null);
  return {
    version: 'HTTP/1.0',
    keepAlive: KEEP_ALIVE,
    status,
    reason,
    fields: isPartial ? withRangeFields(fields, storage) : fields,
    body: { kind: 'raw', length: lengthOf(storage, prefixLength) },
  };
}

/** A missing Content-Length is no number in Perl: plus 13 it is 13. */
function lengthOf(storage: ResponseHead, prefixLength: number): number | null {
  if (storage.contentLength !== null) return storage.contentLength + prefixLength;
  return prefixLength === 0 ? null : prefixLength;
}

function statusOf(
  application: ApplicationAnswer,
  partial: ResponseHead | null,
): Pick<AnswerHead, 'status' | 'reason'> {
  // Perlbal has its own phrases for the codes that it sets itself (HTTPHeaders.pm).
  if (partial?.status === 206) return { status: 206, reason: 'Partial Content' };
  if (partial !== null) return { status: 416, reason: 'Request range not satisfiable' };
  return application.status === 204 ? { status: 200, reason: 'OK' } : application;
}

function withRangeFields(fields: readonly Field[], storage: ResponseHead): Field[] {
  const names = ['Accept-Ranges', 'Content-Range'];
  const taken = names.flatMap((name) => {
    const value = fieldValue(storage.fields, name.toLowerCase());
    return value === undefined ? [] : [{ name, key: name.toLowerCase(), value }];
  });
  return [...fields.filter(({ key }) => !taken.some((field) => field.key === key)), ...taken];
}
