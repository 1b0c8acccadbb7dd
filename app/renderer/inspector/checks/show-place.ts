import type { CheckPlace, CheckResult } from '../../../contract/check.ts';
import type { Exchange, RecordedTag } from '../../../contract/exchange.ts';
import { viewOf } from '../../../flv/bytes.ts';
import { fromHex } from '../../../flv/hex.ts';
import { prefixLength } from '../../../flv/prefix.ts';
import { previousTagSizeLength, readTagHeader, tagHeaderLength } from '../../../flv/tag-header.ts';
import { formatCount } from '../../../seek/format.ts';
import { type InspectorTab, type ShownPlace, viewStore } from '../../model/stores.ts';

/** Where a check's way leads: in a word or two, or why there is none. */
export type Way = { kind: 'way'; name: string; place: ShownPlace } | { kind: 'none'; why: string };

const tabs = { head: 'heads', prefix: 'prefix', tag: 'tags' } as const satisfies Record<
  ShownPlace['kind'],
  InspectorTab
>;

/** Null for a check that speaks of no place. */
export function wayTo({ at }: Pick<CheckResult, 'at'>, exchange: Exchange | null): Way | null {
  if (at === null) return null;
  const place = shownPlace(at, exchange?.tags ?? []);
  if (place !== null) return { kind: 'way', name: nameOf(place), place };
  const offset = at.kind === 'body' ? formatCount(at.offset) : '';
  return { kind: 'none', why: `Byte ${offset} of the body was not recorded.` };
}

/** Shows what a check speaks of, and lights it. */
export function showPlace(row: number, exchangeIndex: number, place: ShownPlace): void {
  viewStore.setState({
    tab: tabs[place.kind],
    exchangeIndex,
    headLook: 'changes',
    headChange: null,
    spot: { ...place, row },
  });
}

function nameOf(place: ShownPlace): string {
  switch (place.kind) {
    case 'head':
      return 'Show line';
    case 'prefix':
      return `Show byte ${formatCount(place.byte)}`;
    case 'tag':
      return `Show tag ${place.index + 1}`;
  }
}

/** The body's first bytes are the prefix; of those after it, the first tags are written down. */
function shownPlace(at: CheckPlace, tags: readonly RecordedTag[]): ShownPlace | null {
  if (at.kind !== 'body') return at;
  const index = tags.findLastIndex(({ offset }) => offset <= at.offset);
  const tag = tags[index];
  if (tag && at.offset < tag.offset + lengthOf(tag)) return { kind: 'tag', index };
  return at.offset < prefixLength ? { kind: 'prefix', byte: at.offset } : null;
}

/** Of the whole tag, with the size behind it; of what is no tag, as much as was written down. */
function lengthOf({ hex, isTag }: RecordedTag): number {
  const bytes = fromHex(hex) ?? new Uint8Array();
  if (!isTag || bytes.length < tagHeaderLength) return bytes.length;
  return tagHeaderLength + readTagHeader(viewOf(bytes), 0).dataSize + previousTagSizeLength;
}
