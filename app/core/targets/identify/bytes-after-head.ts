import { parseRequestHead } from '../../../http/request-head.ts';
import { fillPattern } from '../../../http/target-pattern.ts';
import type { RelayTarget } from '../../../proxy/relay/relay-target.ts';
import { composeTargetHead } from '../../../proxy/relay/target-request.ts';
import { parseUpstreamUrl } from '../../../proxy/upstream/endpoint.ts';
import {
  createGuardedLookup,
  isAddressOfThisMachine,
} from '../../../proxy/upstream/guarded-lookup.ts';
import { openSocket } from '../../../proxy/upstream/open-socket.ts';

/** More than this is a body, not a prefix that was written all the same. */
const MAX_BYTES = 64 * 1024;
const BLANK_LINE = '\r\n\r\n';
const NEXT_ANSWER = /HTTP\/1\.[01] \d{3}/;

/**
 * How many bytes a target sends behind the head of its answer to HEAD. The relay takes none of them off the
 * connection, as no client may, so the target is asked itself, twice on one connection: what stands
 * between both heads belongs to neither.
 * @returns null where it gave no answer
 */
export async function bytesAfterHead(
  target: RelayTarget,
  ask: { videoName: string; start: string },
  signal: AbortSignal,
): Promise<number | null> {
  const filled = fillPattern(target.pattern, ask);
  const url = parseUpstreamUrl(filled.url);
  const request = parseRequestHead(`HEAD / HTTP/1.1\r\nHost: target${BLANK_LINE}`);
  if (url === null || request.kind !== 'request' || signal.aborted) return null;
  const head = composeTargetHead(request, url, {
    ...{ target, range: filled.range, isFromOurPage: false, isElsewhere: false },
  });
  const { host } = url.endpoint;
  return new Promise((resolve) => {
    let came = '';
    let hasAskedTwice = false;
    const socket = openSocket(
      url.endpoint,
      {
        lookup: createGuardedLookup(
          (address) => host === 'localhost' || !isAddressOfThisMachine(address),
        ),
        certificates: undefined,
        isAnyCertificateTaken: target.isSelfSignedAllowed,
      },
      (bytes) => {
        came += bytes.toString('latin1');
        look();
        return true;
      },
      { current: Buffer.allocUnsafeSlow(MAX_BYTES) },
    );
    const behind = () => behindFirstHead(came);
    const end = () => {
      socket.destroy();
      signal.removeEventListener('abort', end);
      resolve(behind()?.length ?? null);
    };
    const look = () => {
      const rest = behind();
      if (rest === null) {
        if (came.length > MAX_BYTES) end();
        return;
      }
      const next = NEXT_ANSWER.exec(rest)?.index;
      if (next !== undefined) came = came.slice(0, came.length - rest.length + next);
      if (next !== undefined || rest.length > MAX_BYTES) end();
      else if (!hasAskedTwice) {
        hasAskedTwice = true;
        socket.write(head, 'latin1');
      }
    };
    signal.addEventListener('abort', end);
    // One that ends the connection has sent all that it sends; one that cannot be reached, nothing.
    socket.on('error', () => undefined);
    socket.on('close', end);
    socket.on('end', end);
    socket.write(head, 'latin1');
  });
}

/** Null while the first head is not whole. A 1xx head is none (RFC 9110 §15.2). */
function behindFirstHead(text: string): string | null {
  const end = text.indexOf(BLANK_LINE);
  if (end < 0) return null;
  const rest = text.slice(end + BLANK_LINE.length);
  return /^HTTP\/1\.[01] 1\d\d/.test(text) ? behindFirstHead(rest) : rest;
}
