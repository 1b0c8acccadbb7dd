import { fieldValue } from '../../http/fields.ts';
import { isRedirection } from '../../http/redirection.ts';
import type { ResponseHead } from '../../http/response-head.ts';
import { parseUpstreamUrl, type UpstreamUrl } from '../upstream/endpoint.ts';

/** Where an answer leads. */
export interface Redirection {
  /** Without a user. */
  readonly to: UpstreamUrl;
  /** Are there a user's name or password in the address (RFC 9110, section 4.2.4)? */
  readonly hasUser: boolean;
}

/** Where an answer leads (RFC 9110, section 15.4); null when it leads nowhere that can be asked. */
export function redirectionOf(head: ResponseHead, from: UpstreamUrl): Redirection | null {
  const location = fieldValue(head.fields, 'location');
  if (!isRedirection(head.status) || location === undefined) return null;
  // An address stays as it is written: it may be signed.
  const [written = ''] = location.split('#', 1);
  const absolute = parseUpstreamUrl(written);
  if (absolute !== null) return { to: absolute, hasUser: false };
  // A tab would be left out of the address by those who read it, and not by those who hide what is in it.
  if (written.includes('\t') || !URL.canParse(written, from.url)) return null;
  const url = new URL(written, from.url);
  const hasUser = url.username !== '' || url.password !== '';
  url.username = '';
  url.password = '';
  const to = parseUpstreamUrl(url.href);
  return to && { to, hasUser };
}

/** Do both name one server? */
export function isSameServer(a: UpstreamUrl, b: UpstreamUrl): boolean {
  return a.endpoint.isTls === b.endpoint.isTls && a.endpoint.peer === b.endpoint.peer;
}
