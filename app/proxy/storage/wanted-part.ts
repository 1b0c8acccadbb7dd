import {
  type ByteRange,
  formatRange,
  parseRange,
  partOf,
  type RangedPart,
} from '../../http/byte-range.ts';
import { type Fields, fieldValue } from '../../http/fields.ts';
import { isStrongDate, mayUseRange, type SentValidators } from '../../http/if-range.ts';

/**
 * Which part of the file is asked of storage. `whole`: no Range. `from`: just these bytes and no
 * others, up to the end where `last` is null. `range`: what the client's own Range asks for, which
 * a server may ignore.
 */
export type WantedPart =
  | { readonly kind: 'whole' }
  | { readonly kind: 'from'; readonly first: number; readonly last: number | null }
  | { readonly kind: 'range'; readonly range: ByteRange };

export const WHOLE: WantedPart = { kind: 'whole' };

/**
 * The part that a request wants when the application gave no start: its Range, unless If-Range
 * says that it is meant for another version. The validators that the client has seen are the
 * application's, so If-Range is held against those (RFC 9110 §13.1.5).
 */
export function partOfClientRange(
  method: string,
  request: Fields,
  applicationAnswer: Fields,
): WantedPart {
  const text = fieldValue(request, 'range');
  if (text === undefined || method !== 'GET') return WHOLE;
  if (!mayUseRange(fieldValue(request, 'if-range'), sentBy(applicationAnswer))) return WHOLE;
  const range = parseRange(text);
  return range === null ? WHOLE : { kind: 'range', range };
}

function sentBy(answer: Fields): SentValidators {
  const lastModified = fieldValue(answer, 'last-modified') ?? null;
  const saidAt = Date.parse(fieldValue(answer, 'date') ?? '');
  return {
    etag: fieldValue(answer, 'etag') ?? null,
    lastModified,
    isDateStrong: isStrongDate(Date.parse(lastModified ?? ''), saidAt),
  };
}

/** The value of the Range field that asks for it; null for the whole file. */
export function rangeOf(part: WantedPart): string | null {
  switch (part.kind) {
    case 'whole':
      return null;
    case 'from':
      return `bytes=${part.first}-${part.last ?? ''}`;
    case 'range':
      return formatRange(part.range);
  }
}

/** What a part means for a file of that size. */
export function partInFile(part: WantedPart, total: number): RangedPart {
  switch (part.kind) {
    case 'whole':
      return { kind: 'whole' };
    case 'from':
      return partOf(part, total);
    case 'range':
      return partOf(part.range, total);
  }
}

/** The first and the last byte of a part in a file of that size; null when the file ends before it. */
export function boundsOf(
  part: WantedPart,
  total: number,
): { readonly first: number; readonly last: number } | null {
  const meant = partInFile(part, total);
  if (meant.kind === 'unsatisfiable') return null;
  return meant.kind === 'part' ? meant : { first: 0, last: total - 1 };
}
