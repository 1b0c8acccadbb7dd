import { type BodyFraming, requestFraming } from './body-framing.ts';
import { findStrayByte, isToken, parseFieldLines } from './field-lines.ts';
import { type Fields, fieldValues, hasToken } from './fields.ts';

/** A request head that both neighbours read in the same way. */
export interface RequestHead {
  readonly kind: 'request';
  /** The exact bytes, latin1, blank line included. */
  readonly raw: string;
  readonly method: string;
  /** In origin form (`/path?query`), or `*` for OPTIONS. */
  readonly target: string;
  readonly minorVersion: 0 | 1;
  readonly fields: Fields;
  readonly framing: BodyFraming;
  /** May another request follow on this connection (RFC 9112 §9.3)? */
  readonly isKeepAlive: boolean;
}

/** Why a head was refused; the connection is closed after the answer. The codes are those of the error table. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly code: 'request_malformed' | 'request_not_implemented' | 'http_version_unsupported';
  readonly detail: string;
}

const VERSION = /^HTTP\/([0-9])\.([0-9])$/;
/** RFC 9112 §3.2, with the raw UTF-8 that old players send; no space, no fragment, no DEL. */
const ORIGIN_FORM = /^\/[\x21\x22\x24-\x7e\x80-\xff]*$/;
const ABSOLUTE_FORM = /^http:\/\/([^/?#]+)([/?].*)?$/i;
/** RFC 9110 §7.2: `uri-host [ ":" port ]`, without the userinfo that §4.2.4 forbids. */
const HOST = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=%]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$/;

/**
 * Parses a request head strictly (RFC 9112 §2.2, §3, §5, §6.1): whatever two servers could read in
 * two ways is refused.
 * @param raw the whole head as `HeadCollector` gave it
 */
export function parseRequestHead(raw: string): RequestHead | Refusal {
  const stray = findStrayByte(raw);
  if (stray !== null) return malformed(stray);
  const lineEnd = raw.indexOf('\r\n');
  const requestLine = raw.slice(0, lineEnd).split(' ');
  const [method = '', rawTarget = '', version = ''] = requestLine;
  if (requestLine.length !== 3 || !isToken(method)) return malformed('the request line');
  const minorVersion = parseVersion(version);
  if (typeof minorVersion !== 'number') return minorVersion;
  const fields = parseFieldLines(raw, lineEnd + 2);
  if (typeof fields === 'string') return malformed(fields);

  const hosts = fieldValues(fields, 'host');
  const hostFault = faultOfHosts(hosts, minorVersion);
  if (hostFault !== null) return malformed(hostFault);
  if (method === 'CONNECT') return refusal('request_not_implemented', 'CONNECT');
  const target = parseTarget(rawTarget, method, hosts[0]);
  if (target === null) return malformed(`the request target "${rawTarget.slice(0, 200)}"`);

  const framing = requestFraming(fields, minorVersion);
  if (framing.kind === 'fault') {
    const code = framing.status === 501 ? 'request_not_implemented' : 'request_malformed';
    return refusal(code, framing.detail);
  }
  const isKeepAlive =
    !hasToken(fields, 'connection', 'close') &&
    (minorVersion === 1 || hasToken(fields, 'connection', 'keep-alive'));
  return { kind: 'request', raw, method, target, minorVersion, fields, framing, isKeepAlive };
}

function parseVersion(version: string): 0 | 1 | Refusal {
  if (version === 'HTTP/1.1') return 1;
  if (version === 'HTTP/1.0') return 0;
  const [, major] = VERSION.exec(version) ?? [];
  if (major === undefined) return malformed('the request line');
  // RFC 9110 §2.5: a higher minor version is read as the highest known one.
  return major === '1' ? 1 : refusal('http_version_unsupported', version);
}

function faultOfHosts(hosts: readonly string[], minorVersion: 0 | 1): string | null {
  if (hosts.length > 1) return 'more than one Host';
  const host = hosts[0];
  if (host === undefined) return minorVersion === 1 ? 'no Host' : null;
  return HOST.test(host) ? null : `Host "${host.slice(0, 200)}"`;
}

/**
 * The target in origin form. RFC 9112 §3.2.2 wants the absolute form understood too; it is, when
 * it names the same authority as Host, so that no two neighbours see different sites.
 */
function parseTarget(target: string, method: string, host: string | undefined): string | null {
  if (ORIGIN_FORM.test(target)) return target;
  if (target === '*') return method === 'OPTIONS' ? target : null;
  const [, authority, rest = '/'] = ABSOLUTE_FORM.exec(target) ?? [];
  if (authority === undefined || authority.toLowerCase() !== host?.toLowerCase()) return null;
  const originForm = rest.startsWith('/') ? rest : `/${rest}`;
  return ORIGIN_FORM.test(originForm) ? originForm : null;
}

function malformed(detail: string): Refusal {
  return refusal('request_malformed', detail);
}

function refusal(code: Refusal['code'], detail: string): Refusal {
  return { kind: 'refusal', code, detail };
}
