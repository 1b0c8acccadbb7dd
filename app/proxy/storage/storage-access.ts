import { CodedError } from '../../contract/errors.ts';
import { isOurselves, type UpstreamUrl } from '../upstream/endpoint.ts';
import type { UpstreamPool } from '../upstream/upstream-pool.ts';

/** How storage is reached, and how much of it. */
export interface StorageAccess {
  readonly pool: UpstreamPool;
  /** Our name in Via. */
  readonly via: string;
  /** Our own port: storage is never there. */
  readonly ownPort: number;
  /** Folders below which X-REPROXY-FILE may name files. */
  readonly fileRoots: readonly string[];
  readonly isAllowed: (host: string, port: number) => boolean;
  /** Is it known that both URLs lead to the same bytes? */
  readonly areCopies: (url: string, other: string) => boolean;
}

/**
 * Why a URL must not be asked; null when it may.
 * @param url what `text` was read as
 * @param isTrusted it comes from the user and not from the application: no list has to allow it
 */
export function obstacleTo(
  { ownPort, isAllowed }: StorageAccess,
  text: string,
  url: UpstreamUrl | null,
  isTrusted: boolean,
): CodedError | null {
  if (url === null) return new CodedError('reproxy_url_unusable', { value: text });
  const { host, port, peer } = url.endpoint;
  if (isOurselves(url.endpoint, ownPort)) return new CodedError('loop_detected', { detail: text });
  if (isTrusted || isAllowed(host, port)) return null;
  return new CodedError('storage_not_allowed', { peer });
}

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
