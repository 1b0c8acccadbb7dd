import type { CheckPlace, CheckResult } from '../../../contract/check.ts';
import { prefixLength } from '../../../flv/prefix.ts';
import { formatCount } from '../../../seek/format.ts';
import { viewStore } from '../../model/stores.ts';

/** Where a check's way leads, in a word or two; empty where it leads nowhere. */
export function placeName(at: CheckPlace | null): string {
  const place = at && shownPlace(at);
  if (!place) return '';
  return place.kind === 'head' ? 'Show line' : `Show byte ${formatCount(place.byte)}`;
}

/** Shows what a check speaks of, and lights it. */
export function showPlace(row: number, { at, exchange }: CheckResult): void {
  const place = at && shownPlace(at);
  if (!place) return;
  const tab = place.kind === 'head' ? 'heads' : 'prefix';
  viewStore.setState({
    tab,
    exchangeIndex: exchange,
    headLook: 'explained',
    spot: { ...place, row },
  });
}

/** The body's first bytes are the prefix; those after it are not kept. */
function shownPlace(at: CheckPlace): Exclude<CheckPlace, { kind: 'body' }> | null {
  if (at.kind !== 'body') return at;
  return at.offset < prefixLength ? { kind: 'prefix', byte: at.offset } : null;
}
