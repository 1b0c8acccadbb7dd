import { isIP } from 'node:net';
import { Redis, type RedisOptions } from 'ioredis';
import { CodedError } from '../../contract/errors.ts';
import { type RedisAddress, readRedisAddress } from './redis-address.ts';

const CONNECT_TIMEOUT_MS = 10_000;
/** What the engine needs. */
const LEAST_VERSION = '5.0.0';
/** Between tries at one that is away, ms: at first soon, then in this pace. */
const RETRY_MS = 1000;

export interface RedisEvents {
  /** It is away; tries go on. */
  onLost?(address: string): void;
  onBack?(): void;
}

/** A Redis that was there and let us in; while it is away commands wait. */
export interface OpenedRedis {
  client: Redis;
  /** As it may be shown. */
  shown: string;
  close(): Promise<void>;
}

/**
 * Opens a Redis, and looks whether it is one and of use.
 * @param text `redis://…`
 * @throws CodedError `queue_address_invalid`, `queue_unreachable`, `queue_refused`, `queue_not_redis`, `queue_too_old`
 */
export async function openRedis(text: string, events: RedisEvents = {}): Promise<OpenedRedis> {
  const address = readRedisAddress(text);
  await probe(address);
  const options: Options = {
    ...optionsOf(address),
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(RETRY_MS, 50 * times),
  };
  const client = new Redis(options);
  tellOfLosses(client, address.shown, events);
  return { client, shown: address.shown, close: () => closeClient(client) };
}

/** As its constructor takes them. */
type Options = Omit<RedisOptions, 'replyMapping'>;

function optionsOf(address: RedisAddress): Options {
  const { host, port, database, username, password, isTls } = address;
  return {
    ...{ host, port, db: database },
    ...(username !== null && { username }),
    ...(password !== null && { password }),
    ...(isTls && { tls: isIP(host) === 0 ? { servername: host } : {} }),
    connectTimeout: CONNECT_TIMEOUT_MS,
    // An old one knows no other, and is to say so itself.
    protocol: 2,
    disableClientInfo: true,
  };
}

function tellOfLosses(client: Redis, shown: string, { onLost, onBack }: RedisEvents): void {
  let isLost = false;
  // Each failed try is an event of its own; without a listener the first would end the program.
  client.on('error', () => undefined);
  client.on('close', () => {
    if (isLost || client.status === 'end') return;
    isLost = true;
    onLost?.(shown);
  });
  client.on('ready', () => {
    if (isLost) onBack?.();
    isLost = false;
  });
}

/** What still waits for a Redis that is away is given up. */
async function closeClient(client: Redis): Promise<void> {
  if (client.status === 'ready') await client.quit().catch(() => 'it is closed anyway');
  client.disconnect();
}

async function probe(address: RedisAddress): Promise<void> {
  const options: Options = {
    ...optionsOf(address),
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    enableReadyCheck: false,
    commandTimeout: CONNECT_TIMEOUT_MS,
  };
  const client = new Redis(options);
  let failure: unknown = null;
  client.on('error', (error) => {
    failure ??= error;
  });
  try {
    await client.connect();
    refuseOld(await client.info('server'), address.shown);
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw refusalOf(failure ?? cause, address.shown);
  } finally {
    client.disconnect();
  }
}

function refuseOld(info: string, address: string): void {
  const [, version] = /^redis_version:(\S+)/m.exec(info) ?? [];
  if (version === undefined) {
    throw new CodedError('queue_not_redis', { address, detail: 'it tells no version' });
  }
  if (Number.parseInt(version, 10) >= Number.parseInt(LEAST_VERSION, 10)) return;
  throw new CodedError('queue_too_old', { address, version, least: LEAST_VERSION });
}

function refusalOf(cause: unknown, address: string): CodedError {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const detail = error.message.replace(/\.$/, '').replace(/\s+/g, ' ').slice(0, 300);
  if (/^(?:NOAUTH|WRONGPASS|NOPERM|ERR .*(?:AUTH|password))/i.test(detail)) {
    return new CodedError('queue_refused', { address, detail }, { cause });
  }
  if (/^Unknown RESP type|^ERR unknown command/i.test(detail)) {
    const other = 'it does not speak as Redis does';
    return new CodedError('queue_not_redis', { address, detail: other }, { cause });
  }
  return new CodedError('queue_unreachable', { address, detail }, { cause });
}
