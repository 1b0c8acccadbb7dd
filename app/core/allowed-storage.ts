import { CodedError } from '../contract/errors.ts';

/** May storage at that host (lower case, as written in the URL) and port be asked? */
export type StorageRule = (host: string, port: number) => boolean;

/** What `localhost` stands for. */
export const LOOPBACK_ADDRESSES = ['127.0.0.1', '::1'];

/**
 * The storage that the user allowed.
 * @param list `HOST:PORT` each; an IPv6 address in brackets. `localhost` stands for the loopback
 *   addresses too. Any other name that leads to this machine needs its address on the list: a
 *   name's owner must not decide what of this machine is reached.
 * @throws CodedError `usage`
 */
export function parseAllowedStorage(list: readonly string[]): StorageRule {
  const allowed = new Set<string>();
  for (const entry of list) {
    const [, host = '', port = ''] = /^(\[[0-9a-f:.]+\]|[^:/\s[\]]+):(\d{1,5})$/i.exec(entry) ?? [];
    if (host === '' || Number(port) < 1 || Number(port) > 65535) {
      throw new CodedError('usage', {
        detail: `"${entry}" is no storage: expected HOST:PORT, for example 127.0.0.1:7500.`,
      });
    }
    const name = host.toLowerCase().replace(/^\[|\]$/g, '');
    const hosts = name === 'localhost' ? [name, ...LOOPBACK_ADDRESSES] : [name];
    for (const each of hosts) allowed.add(`${each} ${Number(port)}`);
  }
  return (host, port) => allowed.has(`${host.replace(/^\[|\]$/g, '')} ${port}`);
}
