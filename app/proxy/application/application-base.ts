import { CodedError } from '../../contract/errors.ts';
import { type Endpoint, parseUpstreamUrl } from '../upstream/endpoint.ts';

/** Where the application is. */
export interface ApplicationBase {
  readonly endpoint: Endpoint;
  /** What stands in front of every target, without a slash at its end; mostly ''. */
  readonly path: string;
  /** The base URL without a slash at its end. */
  readonly prefix: string;
}

/**
 * Reads the application's base URL.
 * @throws CodedError `usage` when it is no http(s) URL
 */
export function parseApplicationBase(url: string): ApplicationBase {
  const parsed = parseUpstreamUrl(url);
  if (parsed === null || parsed.target.includes('?')) {
    throw new CodedError('usage', {
      detail: `The application "${url}" is no URL like http://127.0.0.1:8080.`,
    });
  }
  const path = parsed.target.replace(/\/$/, '');
  const { endpoint } = parsed;
  return { endpoint, path, prefix: `http${endpoint.isTls ? 's' : ''}://${endpoint.peer}${path}` };
}
