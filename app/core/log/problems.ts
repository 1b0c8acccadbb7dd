import type { Exchange } from '../../contract/exchange.ts';
import type { Seek } from '../../contract/seek.ts';

/** Did the client not get what it asked for? That Seeklab ended meanwhile says nothing of any server. */
export function isBadExchange({ outcome, hops, error }: Exchange): boolean {
  if (error?.code === 'program_ended') return false;
  return outcome === 'failed' || outcome === 'cut' || (hops[0]?.status ?? 200) >= 400;
}

/**
 * Did something go wrong with a seek? Null when its exchanges tell. One that a later seek replaced
 * had no chance to go well, so its exchanges say nothing; but when it had waited so long that this
 * was said, it stays said.
 */
export function isBadSeek({ state, error }: Seek): boolean | null {
  switch (state) {
    case 'failed':
      return true;
    case 'superseded':
    case 'abandoned':
      return error !== null;
    case 'running':
    case 'played':
    case 'inspected':
      return null;
  }
}
