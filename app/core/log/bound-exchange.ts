import type { Exchange, Hop } from '../../contract/exchange.ts';

/** What a hop takes beside its texts, about. */
const HOP_BYTES = 256;

/** Of the texts of an exchange, one for each character, and of what each hop takes besides. */
export function bytesOf({ target, prefixHex, startHeader, hops }: Exchange): number {
  let bytes = target.length + (prefixHex?.length ?? 0) + (startHeader?.length ?? 0);
  for (const hop of hops) bytes += hopBytes(hop);
  return bytes;
}

function hopBytes({ url, requestHead, responseHead, interimHeads, error }: Hop): number {
  let bytes = HOP_BYTES + url.length + requestHead.length + responseHead.length;
  for (const head of interimHeads) bytes += head.length;
  return bytes + (error?.message.length ?? 0);
}

/**
 * An exchange with no more bytes than the log keeps: what comes first is kept, and what is beyond
 * is counted. An application may name a thousand URLs, each of which answers with a large head.
 */
export function boundExchange(exchange: Exchange, limitBytes: number): Exchange {
  const bytes = bytesOf(exchange);
  if (bytes <= limitBytes) return exchange;
  let room = limitBytes;
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
    room -= HOP_BYTES + (hop.error?.message.length ?? 0);
    if (room < 0 && hops.length > 0) break;
    room = Math.max(room, 0);
    const url = cut(hop.url);
    const requestHead = cut(hop.requestHead);
    const responseHead = cut(hop.responseHead);
    const interimHeads = hop.interimHeads.map(cut).filter((head) => head !== '');
    hops.push({ ...hop, url, requestHead, responseHead, interimHeads });
  }
  const bounded = { ...exchange, target, prefixHex, startHeader, hops };
  return { ...bounded, leftOutBytes: bytes - bytesOf(bounded) };
}
