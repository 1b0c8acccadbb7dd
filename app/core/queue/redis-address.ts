import { isIP } from 'node:net';
import { CodedError } from '../../contract/errors.ts';

/** Where a Redis is, and how it is entered. */
export interface RedisAddress {
  host: string;
  port: number;
  database: number;
  username: string | null;
  password: string | null;
  isTls: boolean;
  /** What may be shown of it. */
  shown: string;
}

const DEFAULT_PORT = 6379;

/**
 * Reads `redis://[USER:PASSWORD@]host[:port][/database]`, or `rediss://` over TLS. What it says of one
 * that is none shows nothing of it: there may be a password in it.
 * @throws CodedError `queue_address_invalid`
 */
export function readRedisAddress(text: string): RedisAddress {
  const refuse = (detail: string) => new CodedError('queue_address_invalid', { detail });
  if (!/^rediss?:\/\//i.test(text)) throw refuse('it does not begin with redis:// or rediss://');
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.hostname === '') throw refuse('it names no host');
  if (url.search !== '' || url.hash !== '') {
    throw refuse('there is a "?" or "#" in it; in a password write %3F and %23');
  }
  const [, database = '0'] = /^\/?(\d{0,5})$/.exec(url.pathname) ?? [null, null];
  if (database === null) throw refuse('behind the host there may be the number of a database only');
  const isTls = url.protocol === 'rediss:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? DEFAULT_PORT : Number(url.port);
  return {
    ...{ host, port, isTls },
    database: Number(database),
    username: plain(url.username),
    password: plain(url.password),
    shown: `${url.protocol}//${isIP(host) === 6 ? `[${host}]` : host}:${port}${Number(database) === 0 ? '' : `/${Number(database)}`}`,
  };
}

function plain(text: string): string | null {
  if (text === '') return null;
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone "%": it is meant as it stands.
    return text;
  }
}
