import { CodedError } from '../../contract/errors.ts';
import type { UpstreamUrl } from '../upstream/endpoint.ts';
import { isOurselves } from '../upstream/guarded-lookup.ts';
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
