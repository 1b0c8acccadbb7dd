import type { UpstreamUrl } from '../upstream/endpoint.ts';

/**
 * The head of the storage hop. HTTP/1.1 always: lighttpd since 1.4.60 ignores Range in HTTP/1.0.
 * Nothing of the client's request is in it, so nothing of it can change what storage sends.
 * @param range value of Range, null for none
 */
export function composeStorageHead(
  method: 'GET' | 'HEAD',
  url: UpstreamUrl,
  range: string | null,
  via: string,
): string {
  const rangeLine = range === null ? '' : `Range: ${range}\r\n`;
  return (
    `${method} ${url.target} HTTP/1.1\r\nHost: ${url.endpoint.authority}\r\n${rangeLine}` +
    `Accept-Encoding: identity\r\nVia: 1.1 ${via}\r\n\r\n`
  );
}
