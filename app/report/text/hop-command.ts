import type { Hop } from '../../contract/exchange.ts';
import { readRawHead } from '../../http/raw-head.ts';
import { quoted } from '../../http/shell-words.ts';
import { withoutSeekId } from '../../http/stream-url.ts';

/** curl writes these itself, or they say who asks rather than what. */
const leftOut = new Set([
  'host',
  'connection',
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'pragma',
  'origin',
  'referer',
  'user-agent',
]);

/** The request of a hop as a command for a POSIX shell. */
export function shellCommand(hop: Hop): string {
  return hop.kind === 'tracker' ? netcatCommand(hop) : curlCommand(hop);
}

/** Asks a tracker the same; it keeps the connection, so netcat is told to give up after a second. */
function netcatCommand({ requestHead, peer }: Hop): string {
  const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(peer) ?? [];
  return `printf '%s\\r\\n' ${quoted(requestHead.trimEnd())} | nc -w 1 ${quoted(host)} ${port}`;
}

/**
 * The request of a hop as a curl command for a POSIX shell, which prints the heads and counts the
 * body. Our own `seek` parameter is left out, so that no seek is taken to have made the request.
 */
export function curlCommand(hop: Hop): string {
  const head = readRawHead(hop.requestHead);
  const method = head?.startLine.split(' ')[0] ?? 'GET';
  const fields = (head?.fields ?? []).filter(
    ({ key }) => key !== '' && !leftOut.has(key) && !key.startsWith('sec-'),
  );
  return [
    'curl -sv -o /dev/null',
    method === 'HEAD' ? '-I' : method === 'GET' ? '' : `-X ${quoted(method)}`,
    ...fields.map(({ raw }) => `-H ${quoted(raw)}`),
    // Only the reproxy is sent our mark; behind it, what looks alike is the application’s.
    quoted(hop.kind === 'client' ? withoutSeekId(hop.url) : hop.url),
  ]
    .filter(Boolean)
    .join(' ');
}
