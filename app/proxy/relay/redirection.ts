import { fieldValue } from '../../http/fields.ts';
import { isRedirection } from '../../http/redirection.ts';
import type { ResponseHead } from '../../http/response-head.ts';
import { parseUpstreamUrl, type UpstreamUrl } from '../upstream/endpoint.ts';

/** Where an answer leads (RFC 9110, section 15.4); null when it leads nowhere that can be asked. */
export function redirectionOf(head: ResponseHead, from: UpstreamUrl): UpstreamUrl | null {
  const location = fieldValue(head.fields, 'location');
  if (!isRedirection(head.status) || location === undefined) return null;
  // An address stays as it is written: it may be signed.
  const [written = ''] = location.split('#', 1);
  const absolute = parseUpstreamUrl(written);
  if (absolute !== null) return absolute;
  if (!URL.canParse(written, from.url)) return null;
  const { href, username, password } = new URL(written, from.url);
  return username === '' && password === '' ? parseUpstreamUrl(href) : null;
}

/** Do both name one server? */
export function isSameServer(a: UpstreamUrl, b: UpstreamUrl): boolean {
  return a.endpoint.isTls === b.endpoint.isTls && a.endpoint.peer === b.endpoint.peer;
}
