import { fieldValue, isReproxyField } from '../../http/fields.ts';
import { forwardedFields } from '../../http/hop-by-hop.ts';
import type { RequestHead } from '../../http/request-head.ts';
import type { ApplicationBase } from './application-base.ts';

/** Fields that the reproxy writes itself: what a client claims there is not passed on. */
const OWN_FIELDS = new Set(['host', 'x-forwarded-for', 'x-forwarded-host', 'x-proxy-capabilities']);

export interface ApplicationRequestOptions {
  /** What is asked for; the application's own path goes in front. */
  readonly target: string;
  /** The client's IP address. */
  readonly clientAddress: string;
  /** Our name in Via. */
  readonly via: string;
  /** Takes the place of the client's Range: null: that goes on; '': none goes on. */
  readonly range: string | null;
}

/**
 * The head of the application hop: the client's request, from the reproxy's mouth.
 *
 * Kept: method, target, order and spelling of the fields. Dropped: hop-by-hop fields and the
 * client's X-REPROXY-*. Rewritten: Host. Added: Via (RFC 9110 §7.6.3), the forwarded-for fields
 * and `X-Proxy-Capabilities`, by which an application knows a reproxy (Perlbal).
 */
export function composeApplicationHead(
  request: RequestHead,
  base: ApplicationBase,
  { target, clientAddress, via, range }: ApplicationRequestOptions,
): string {
  let head = `${request.method} ${base.path}${target} HTTP/1.1\r\n`;
  head += `Host: ${base.endpoint.authority}\r\n`;
  for (const { key, name, value } of forwardedFields(request.fields)) {
    if (OWN_FIELDS.has(key) || isReproxyField(key)) continue;
    if (range !== null && (key === 'range' || key === 'if-range')) continue;
    head += `${name}: ${value}\r\n`;
  }
  const host = fieldValue(request.fields, 'host');
  if (host !== undefined) head += `X-Forwarded-Host: ${host}\r\n`;
  head += `X-Forwarded-For: ${clientAddress}\r\n`;
  head += 'X-Proxy-Capabilities: reproxy-file\r\n';
  if (request.framing.kind === 'length') head += `Content-Length: ${request.framing.length}\r\n`;
  if (request.framing.kind === 'chunked') head += 'Transfer-Encoding: chunked\r\n';
  if (range) head += `Range: ${range}\r\n`;
  return `${head}Via: 1.1 ${via}\r\n\r\n`;
}
