import type { BodyStartBy, Exchange } from '../../../contract/exchange.ts';
import { fromHex, toHex } from '../../../flv/hex.ts';
import { prefixLength } from '../../../flv/prefix.ts';
import { plural } from '../../../seek/format.ts';

/** The first line of the client's body. */
export interface BodyStart {
  /** A space between bytes; empty where no byte came. */
  hex: string;
  /** Did the reproxy put it there? */
  isAdded: boolean;
  /** One sentence: who put it there. */
  by: string;
}

/** What the body that the client got begins with, and who put it there. */
export function bodyStartOf(exchange: Exchange): BodyStart {
  const bytes = fromHex(exchange.bodyStartHex ?? '') ?? new Uint8Array();
  return {
    hex: toHex(bytes, ' '),
    isAdded: exchange.bodyStartBy === 'reproxy',
    by: bytes.length === 0 ? whyNone(exchange) : whose(exchange),
  };
}

const whoseWords: Record<Exclude<BodyStartBy, 'reproxy'>, string> = {
  application:
    'The server behind put these 13 bytes there itself: its own answer to the offset begins with them.',
  target: 'The target put these 13 bytes there: its answer to the place begins with them.',
  file: 'The file’s own first bytes. Nothing was put in front of them.',
};

function whose({ bodyStartBy, prefixBytes, outcome }: Exchange): string {
  if (bodyStartBy === 'reproxy') {
    return prefixBytes > prefixLength
      ? `The reproxy put them in front of what storage sent, the first of ${plural(prefixBytes, 'byte')}.`
      : 'The reproxy put them in front of what storage sent.';
  }
  if (bodyStartBy !== null) return whoseWords[bodyStartBy];
  return outcome === 'failed'
    ? 'What the reproxy says about the error: no video.'
    : 'Not the beginning of an FLV, and nobody put one in front.';
}

function whyNone({ method, outcome }: Exchange): string {
  if (method === 'HEAD') return 'None: HEAD asks for the head alone.';
  if (outcome === 'running') return 'No byte has come yet.';
  return 'None came.';
}
