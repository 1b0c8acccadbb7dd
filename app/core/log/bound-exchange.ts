import type { Exchange, Hop } from '../../contract/exchange.ts';

/** What a hop takes beside its texts, about. */
const HOP_BYTES = 256;

/** Of the texts of an exchange, one for each character, and of what each hop takes besides. */
export function bytesOf({ target, prefixHex, startHeader, hops }: Exchange): number {
  let bytes = target.length + (prefixHex?.length ?? 0) + (startHeader?.length ?? 0);
  for (const hop of hops) bytes += hopBytes(hop);
  return bytes;
}

function hopBytes(hop: Hop): number {
  let bytes = bareBytes(hop) + hop.url.length + hop.requestHead.length + hop.responseHead.length;
  for (const head of hop.interimHeads) bytes += head.length;
  return bytes;
}

/** Of what is never cut. */
const bareBytes = ({ error }: Hop) => HOP_BYTES + (error?.message.length ?? 0);

/**
 * An exchange with no more bytes than the log keeps: what comes first is kept, and what is beyond
 * is counted. An application may name a thousand URLs, each of which answers with a large head.
 */
export function boundExchange(exchange: Exchange, limitBytes: number): Exchange {
  const bytes = bytesOf(exchange);
  if (bytes <= limitBytes) return exchange;
  const [first] = exchange.hops;
  // The client hop stays, however large its head.
  let room = Math.max(limitBytes - (first ? bareBytes(first) : 0), 0);
  const cut = <T extends string | null>(text: T): T => {
    const kept = (text?.slice(0, room) ?? null) as T;
    room -= kept?.length ?? 0;
    return kept;
  };
  const target = cut(exchange.target);
  const prefixHex = cut(exchange.prefixHex);
  const startHeader = cut(exchange.startHeader);
  const hops: Hop[] = [];
  for (const hop of exchange.hops) {
    if (hop !== first) room -= bareBytes(hop);
    if (room < 0) break;
    const url = cut(hop.url);
    const requestHead = cut(hop.requestHead);
    const responseHead = cut(hop.responseHead);
    const interimHeads = hop.interimHeads.map(cut).filter((head) => head !== '');
    hops.push({ ...hop, url, requestHead, responseHead, interimHeads });
  }
  const bounded = { ...exchange, target, prefixHex, startHeader, hops };
  return { ...bounded, leftOutBytes: bytes - bytesOf(bounded) };
}
