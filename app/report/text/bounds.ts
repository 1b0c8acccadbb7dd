import type { Exchange, Hop } from '../../contract/exchange.ts';
import { formatCount } from '../../seek/format.ts';

/** Hops of one result that are shown with their heads; more happen where somebody fails over for long. */
export const MAX_HOPS = 24;
/** Of one head; a server may send one of any length. */
const MAX_HEAD_CHARACTERS = 8192;

/** The hops that are shown, and how many are not. */
export function boundHops(exchanges: readonly Exchange[]): { hops: Hop[]; leftOut: number } {
  const hops = exchanges.flatMap((exchange) => exchange.hops);
  return { hops: hops.slice(0, MAX_HOPS), leftOut: Math.max(0, hops.length - MAX_HOPS) };
}

/** A head's lines without their ends and the blank line; what is too long is cut, and says so. */
export function shortHead(head: string): string {
  const lines = head.replace(/(\r?\n)+$/, '').replaceAll('\r\n', '\n');
  return shortText(lines, MAX_HEAD_CHARACTERS);
}

/** What is too long is cut, and says so. */
export function shortText(text: string, maxCharacters: number): string {
  const leftOut = text.length - maxCharacters;
  if (leftOut <= 0) return text;
  return `${text.slice(0, maxCharacters)} … ${formatCount(leftOut)} more are left out`;
}
