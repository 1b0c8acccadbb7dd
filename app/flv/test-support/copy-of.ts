import { TrailerMender } from '../trailer-mender.ts';
import type { IndexCopyPlan } from '../write-index.ts';
import { joined } from './build-flv.ts';

/** The copy that a plan makes of those bytes. */
export function copyBy(plan: IndexCopyPlan, bytes: Uint8Array): Uint8Array {
  const pieces = plan.pieces.map((piece) => {
    if ('bytes' in piece) return piece.bytes;
    const part = bytes.slice(piece.start, piece.end);
    if (plan.areTrailersMended) new TrailerMender().mend(part);
    return part;
  });
  return joined([plan.head, ...pieces]);
}
