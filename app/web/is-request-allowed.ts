import { timingSafeEqual } from 'node:crypto';

/** What the decision needs of a request, as it came: nothing decoded, nothing normalised. */
export interface RequestFacts {
  method: string;
  /** Request target, for example `/TOKEN/rpc`. */
  target: string;
  host: string | undefined;
  origin: string | undefined;
  /** `Sec-Fetch-Site`, `Sec-Fetch-Mode`, `Sec-Fetch-Dest`: browsers send them, others do not. */
  fetchSite: string | undefined;
  fetchMode: string | undefined;
  fetchDest: string | undefined;
  isUpgrade: boolean;
}

export interface DoorFacts {
  port: number;
  token: string;
}

export type Decision =
  | { isAllowed: true; path: string }
  | { isAllowed: false; status: 403 | 405; reason: string };

/**
 * Decides whether the console answers a request at all. The page behind it can name files of this
 * machine, so a web page that the user happens to have open (cross-site request, DNS rebinding,
 * WebSocket hijacking, framing) must get nothing; nor must another local user without the token.
 * @returns the path below the token, `''` for the page itself, or why not
 */
export function isRequestAllowed(request: RequestFacts, door: DoorFacts): Decision {
  const authority = `127.0.0.1:${door.port}`;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { isAllowed: false, status: 405, reason: 'only GET and HEAD are answered' };
  }
  if (request.host !== authority) return refuse('the Host header is not this console’s address');
  if (request.origin !== undefined && request.origin !== `http://${authority}`) {
    return refuse('the Origin header names another page');
  }
  // Browsers always send Origin with a WebSocket handshake (RFC 6455 section 10.2).
  if (request.isUpgrade && request.origin === undefined)
    return refuse('the Origin header is missing');
  if (!isOwnOrTopLevel(request)) return refuse('the request was made by another site');

  const [, token, path] = /^\/([^/?#]*)(?:\/([^?#]*))?(?:\?.*)?$/.exec(request.target) ?? [];
  if (token === undefined || !isSameText(token, door.token)) {
    return refuse('the token is missing or not this run’s');
  }
  if (path === undefined) return refuse('the address must end in a slash');
  return { isAllowed: true, path };
}

function refuse(reason: string): Decision {
  return { isAllowed: false, status: 403, reason };
}

/** A page of our own asks, or the user opens the console as a page of its own. */
function isOwnOrTopLevel({ fetchSite, fetchMode, fetchDest }: RequestFacts): boolean {
  if (fetchSite === undefined || fetchSite === 'none' || fetchSite === 'same-origin') return true;
  return fetchMode === 'navigate' && fetchDest === 'document';
}

function isSameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
