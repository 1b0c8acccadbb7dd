import type { Hop } from '../contract/exchange.ts';
import { isReproxyField } from '../http/fields.ts';
import { headValue, readRawHead, statusOf } from '../http/raw-head.ts';
import type { Heads, PlacedLine } from './explained-line.ts';

function explainHopByHop({ key }: PlacedLine['line']): string {
  return key.startsWith('proxy-auth')
    ? 'Meant for the next proxy only (RFC 9110, section 11.7).'
    : 'Belongs to one connection only (RFC 9110, section 7.6.1).';
}

/** One sentence on a line of a request head; empty when "kept" says it all. */
export function explainRequest(placed: PlacedLine, heads: Heads): string {
  const { hop, line, change, isStartLine } = placed;
  if (isStartLine) return explainRequestLine(placed, heads);
  if (placed.isHopByHop) return explainHopByHop(line);
  if (line.key === 'host' && change !== 'kept') return 'Names the server that is asked on its hop.';
  if (heads.storage?.kind === 'target') return explainRelayedRequest(placed);
  if (isReproxyField(line.key)) {
    return 'Orders to the reproxy come from the application only; a client’s are taken out.';
  }
  if (line.key === 'range' && hop.kind === 'storage') return explainStorageRange(placed, heads);
  if (change === 'dropped' || hop.kind === 'client') {
    const sentence = explainUnusedCondition(line.key, heads);
    if (sentence !== null) return sentence;
  }
  if (change === 'dropped') return explainDroppedRequest(line.key);
  if (line.key === 'accept-encoding' && hop.kind === 'storage') {
    return 'Asks for the bytes as they are: an offset means nothing in a compressed body.';
  }
  if (change === 'added') return explainAddedRequest(line.key);
  return change === 'rewritten' ? wasOrBecame(placed) : '';
}

/** The relay changes little, and only for a reason. */
function explainRelayedRequest({ hop, line, change }: PlacedLine): string {
  if (change === 'kept') return '';
  if (hop.kind === 'client' && change === 'rewritten')
    return 'The target gets its own field of that name.';
  if (hop.kind === 'client')
    return 'Says something of this page, or is no business of the target: not sent on.';
  return line.key === 'range'
    ? 'Asks for the place by Range, as the target wants it.'
    : 'A field that you gave the target.';
}

function explainRequestLine({ hop, change, other }: PlacedLine, { storage }: Heads): string {
  const whom = storage?.kind === 'target' ? 'target' : 'application';
  if (change === 'kept') return hop.kind === 'client' ? `Sent on to the ${whom} as it is.` : '';
  if (change === 'dropped') return 'Nobody else was asked.';
  if (hop.kind === 'storage') return 'Asks for what X-REPROXY-URL names.';
  return hop.kind === 'client'
    ? `The ${whom} was asked “${other?.raw ?? ''}”.`
    : `The client asked “${other?.raw ?? ''}”.`;
}

function explainStorageRange({ change, hop }: PlacedLine, heads: Heads): string {
  const { exchange } = heads;
  if (isBeforehand(hop, heads)) return 'Looks into the file before the client is answered.';
  if (change === 'kept') return 'The client’s own Range.';
  const start = exchange.startHeader;
  if (start === null) {
    return exchange.prefixHex === null
      ? 'Asks for a part of the file.'
      : 'The partial GET: from the start in the query on.';
  }
  const asked = /^bytes=(\d+)-/.exec(headValue(readRawHead(hop.requestHead), 'range') ?? '')?.[1];
  if (asked !== undefined && Number(asked) < Number(start)) {
    return `The partial GET: from the keyframe at or before X-REPROXY-FLV-START (${start}) on.`;
  }
  return `The partial GET: from X-REPROXY-FLV-START (${start}) to the end of the file.`;
}

const conditionals = new Set([
  'range',
  'if-range',
  'if-none-match',
  'if-match',
  'if-modified-since',
  'if-unmodified-since',
]);

function explainUnusedCondition(name: string, { exchange }: Heads): string | null {
  if (!conditionals.has(name) || exchange.startHeader === null) return null;
  return 'The application’s start wins: the client’s Range and conditions are not used.';
}

function explainDroppedRequest(name: string): string {
  return name === 'range' || name === 'if-range'
    ? 'The reproxy applies it itself, to the body with its prefix: nobody behind is asked for that part.'
    : 'The reproxy writes its requests itself, and this field is in none of them.';
}

function explainAddedRequest(name: string): string {
  switch (name) {
    case 'via':
      return 'Names the reproxy on the way (RFC 9110, section 7.6.3).';
    case 'x-forwarded-for':
    case 'x-forwarded-host':
    case 'x-forwarded-proto':
    case 'forwarded':
      return 'Tells the server who the client is and whom it asked.';
    case 'x-proxy-capabilities':
      return 'Tells the application that it may answer with X-REPROXY-URL, as Perlbal does.';
    default:
      return 'Written by the reproxy.';
  }
}

/** One sentence on a line of a response head; empty when "kept" says it all. */
export function explainResponse(placed: PlacedLine, heads: Heads): string {
  if (placed.hop.kind === 'client') return explainSentResponse(placed, heads);
  if (heads.isOwnAnswer) return explainUnusedBy(heads);
  if (placed.hop.kind === 'target' && placed.hop !== heads.storage) {
    return 'A redirection, which was followed.';
  }
  if (placed.hop.kind === 'storage' && placed.hop !== heads.storage) {
    return explainOtherNode(placed, heads);
  }
  return explainReceivedResponse(placed, heads);
}

function explainUnusedBy({ exchange }: Heads): string {
  const code = exchange.error?.code;
  return code
    ? `Not sent on: the reproxy answered ${code} itself.`
    : 'Not sent on: the reproxy answered itself.';
}

/** Was this hop over before the one that the client's body begins with? */
function isBeforehand(hop: Hop, { exchange, storage }: Heads): boolean {
  if (storage === null) return false;
  return exchange.hops.indexOf(hop) < exchange.hops.indexOf(storage);
}

function explainOtherNode({ hop }: PlacedLine, heads: Heads): string {
  if (hop.outcome === 'rejected') return 'This answer could not be used; the next URL was asked.';
  if (isBeforehand(hop, heads)) return 'Looked up beforehand; not sent on.';
  return 'This node only went on with the body where another one had stopped.';
}

function explainReceivedResponse(placed: PlacedLine, heads: Heads): string {
  const { hop, line, change, other, isStartLine } = placed;
  if (isStartLine) return change === 'kept' ? '' : explainStatus(placed, heads);
  if (placed.isHopByHop) return explainHopByHop(line);
  const order = orders[line.key.replaceAll('_', '-')];
  if (order !== undefined) return order;
  if (isReproxyField(line.key)) return 'An order to the reproxy; the client never sees it.';
  if (line.key === 'content-length' && change !== 'kept') return explainLength(heads, placed);
  if (change === 'dropped') return explainDroppedResponse(placed, heads);
  if (change === 'rewritten' && hop.kind === 'application' && other) {
    return `Storage’s own counts: the client got “${other.value}”.`;
  }
  return change === 'rewritten' ? wasOrBecame(placed) : '';
}

const orders: Readonly<Record<string, string>> = {
  'x-reproxy-url': 'The order to fetch the file from there; the client never sees it.',
  'x-reproxy-flv-start': 'The order to start at this byte; the client never sees it.',
  'x-reproxy-expected-size': 'The size that storage must have; the client never sees it.',
  'x-reproxy-cache-for': 'How long this answer may be used again; the client never sees it.',
  'x-reproxy-file': 'The order to send this file; the client never sees it.',
};

function explainDroppedResponse({ hop, line }: PlacedLine, { exchange }: Heads): string {
  const { prefixBytes, answeredAs } = exchange;
  const isPrefixed = exchange.prefixHex !== null;
  if (isPrefixed && line.key === 'content-range') {
    return 'The player takes the part for a whole file, so it has no range.';
  }
  if (isPrefixed && line.key === 'accept-ranges') {
    return `With ${prefixBytes} bytes in front, offsets in this body are not offsets in the file.`;
  }
  if (hop.kind === 'application' && ofOwnBody.has(line.key)) {
    return 'It is about the application’s own body, of which nothing is sent.';
  }
  if (answeredAs?.personality === 'nginx' || answeredAs?.personality === 'lighttpd') {
    return `The reproxy writes the fields itself, as ${answeredAs.personality} does.`;
  }
  if (hop.kind !== 'storage') return 'The reproxy’s answer has no such field.';
  return isPrefixed && validators.has(line.key)
    ? `The fields are the application’s: this one tells storage’s file, not a body with ${prefixBytes} bytes in front.`
    : 'The fields are the application’s; of storage’s only the length counts.';
}

/** What an answer without a body of its own says of that body. */
const ofOwnBody = new Set([
  'content-encoding',
  'content-length',
  'content-range',
  'trailer',
  'content-md5',
]);

const validators = new Set(['etag', 'last-modified']);

function explainSentResponse(placed: PlacedLine, heads: Heads): string {
  const { line, change, isStartLine } = placed;
  if (isCors(line.key) && change === 'added') {
    return 'Ours: lets this page read the answer; no other client gets it.';
  }
  if (heads.isOwnAnswer) {
    const code = heads.exchange.error?.code;
    return isStartLine && code ? `The reproxy made this answer itself: ${code}.` : '';
  }
  if (isStartLine) return change === 'kept' ? '' : explainStatus(placed, heads);
  if (placed.isHopByHop) return explainHopByHop(line);
  if (line.key === 'content-length' && change !== 'kept') return explainLength(heads, placed);
  if (line.key === 'via') return 'Names the reproxy on the way (RFC 9110, section 7.6.3).';
  if (change === 'added') return 'Written by the reproxy.';
  return change === 'rewritten' ? wasOrBecame(placed) : '';
}

const isCors = (name: string) =>
  name.startsWith('access-control-') || name === 'vary' || name === 'timing-allow-origin';

function explainStatus({ line }: PlacedLine, heads: Heads): string {
  const { storageResponse, clientResponse, exchange } = heads;
  const storage = statusOf(storageResponse);
  const sent = statusOf(clientResponse);
  if (storage === 206 && sent === 200 && exchange.prefixHex !== null) {
    return 'Storage’s 206 becomes 200: the player must take the rest of the file for a whole one.';
  }
  if (clientResponse?.startLine === line.value || sent === null) return 'Written by the reproxy.';
  return `The client got “${clientResponse?.startLine ?? ''}”.`;
}

function explainLength(heads: Heads, placed: PlacedLine): string {
  const stored = Number(headValue(heads.storageResponse, 'content-length') ?? Number.NaN);
  const sent = Number(headValue(heads.clientResponse, 'content-length') ?? Number.NaN);
  if (placed.hop.kind === 'application') return 'The length of the application’s own body.';
  if (Number.isNaN(stored)) return 'Written by the reproxy.';
  if (Number.isNaN(sent))
    return 'The client’s answer tells no length: it ends with its last chunk, or with the connection.';
  const { prefixBytes } = heads.exchange;
  if (prefixBytes === 0) return wasOrBecame(placed);
  const difference = sent - stored;
  return difference === prefixBytes
    ? `${stored} bytes from storage and ${prefixBytes} of the prefix make ${sent}.`
    : `Should be ${stored + prefixBytes} (storage’s ${stored} and the prefix’s ${prefixBytes}), is ${sent}.`;
}

/** Names the value on the other side of a rewritten line. */
function wasOrBecame({ hop, other }: PlacedLine): string {
  if (other === null) return '';
  const isSent = hop.kind !== 'client';
  return isSent
    ? `On the client’s side: “${other.value}”.`
    : `On the other side: “${other.value}”.`;
}
