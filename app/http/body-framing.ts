import { parseByteCount } from './byte-count.ts';
import { type Fields, fieldValue, fieldValues } from './fields.ts';

/** How the end of a body is known (RFC 9112 §6.3). `length` in bytes. */
export type BodyFraming =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'until_close' };

export const NO_BODY: BodyFraming = { kind: 'none' };
export const CHUNKED: BodyFraming = { kind: 'chunked' };
export const UNTIL_CLOSE: BodyFraming = { kind: 'until_close' };

/** Why a framing cannot be trusted, as an HTTP status and a sentence. */
export interface FramingFault {
  readonly kind: 'fault';
  readonly status: 400 | 501;
  readonly detail: string;
}

/**
 * The framing of a request body. As strict as RFC 9112 §6 allows, because two readings of one
 * request are what request smuggling is made of: no Transfer-Encoding beside Content-Length, none
 * in HTTP/1.0, none but exactly `chunked`, and never two Content-Lengths, not even equal ones.
 */
export function requestFraming(fields: Fields, minorVersion: number): BodyFraming | FramingFault {
  const codings = fieldValues(fields, 'transfer-encoding');
  const lengths = fieldValues(fields, 'content-length');
  if (codings.length > 0) {
    if (lengths.length > 0) return fault('both Content-Length and Transfer-Encoding');
    if (minorVersion === 0) return fault('Transfer-Encoding in HTTP/1.0');
    if (codings.length > 1) return fault('more than one Transfer-Encoding');
    if (codings[0]?.toLowerCase() === 'chunked') return CHUNKED;
    return { kind: 'fault', status: 501, detail: `Transfer-Encoding "${codings[0]}"` };
  }
  if (lengths.length === 0) return NO_BODY;
  if (lengths.length > 1) return fault('more than one Content-Length');
  return lengthFraming(lengths[0] ?? '');
}

/**
 * The framing of a response body (RFC 9112 §6.3). Equal repeated Content-Lengths are taken as one,
 * as §6.3 rule 5 allows; differing ones and Transfer-Encoding beside Content-Length are a fault.
 */
export function responseFraming(
  fields: Fields,
  status: number,
  minorVersion: number,
  requestMethod: string,
): BodyFraming | FramingFault {
  const coding = fieldValue(fields, 'transfer-encoding');
  const length = fieldValue(fields, 'content-length');
  if (coding !== undefined) {
    if (length !== undefined) return fault('both Content-Length and Transfer-Encoding');
    if (minorVersion === 0) return fault('Transfer-Encoding in HTTP/1.0');
    if (fieldValues(fields, 'transfer-encoding').join(',').toLowerCase() !== 'chunked') {
      return fault(`Transfer-Encoding "${coding}"`);
    }
    return isBodyless(status, requestMethod) ? NO_BODY : CHUNKED;
  }
  const framing = length === undefined ? UNTIL_CLOSE : lengthFraming(length);
  if (fieldValues(fields, 'content-length').some((other) => other !== length)) {
    return fault('two different Content-Lengths');
  }
  if (framing.kind === 'fault') return framing;
  return isBodyless(status, requestMethod) ? NO_BODY : framing;
}

/** RFC 9110 §6.4.1: responses that never have a body, whatever their fields say. */
export function isBodyless(status: number, requestMethod: string): boolean {
  return requestMethod === 'HEAD' || status < 200 || status === 204 || status === 304;
}

function lengthFraming(text: string): BodyFraming | FramingFault {
  const length = parseByteCount(text);
  if (length === null) return fault(`Content-Length "${text}"`);
  return { kind: 'length', length };
}

function fault(detail: string): FramingFault {
  return { kind: 'fault', status: 400, detail };
}
