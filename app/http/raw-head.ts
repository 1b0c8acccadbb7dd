import { trimOws } from './field-lines.ts';
import { type Field, fieldValue } from './fields.ts';

/** One header line of a raw head. A line that is no field (RFC 9112 §5) has an empty name and key. */
export interface RawLine extends Field {
  /** As on the wire, without its line end. */
  readonly raw: string;
}

/** A raw head, cut into its lines. */
export interface RawHead {
  readonly startLine: string;
  readonly fields: readonly RawLine[];
}

/**
 * Cuts a raw head (RFC 9112 §2.1) into lines, for looking at: it takes anything, also what the
 * strict parsers refuse, so that nothing of what was on the wire is lost. Of what they take, the
 * fields are the same.
 * @param head latin1, up to and including the blank line; null when empty
 */
export function readRawHead(head: string): RawHead | null {
  if (head === '') return null;
  const [startLine = '', ...lines] = head.replace(/(\r?\n)+$/, '').split(/\r?\n/);
  return { startLine, fields: lines.map(readLine) };
}

function readLine(raw: string): RawLine {
  const colon = raw.indexOf(':');
  if (colon <= 0) return { raw, name: '', key: '', value: '' };
  const name = raw.slice(0, colon);
  return { raw, name, key: name.toLowerCase(), value: trimOws(raw, colon + 1, raw.length) };
}

/** The first value of a field by its lower-case name; null when it, or the head, is not there. */
export function headValue(head: RawHead | null, key: string): string | null {
  return head === null ? null : (fieldValue(head.fields, key) ?? null);
}

/** The status code of a response's start line; null for anything else. */
export function statusOf(head: RawHead | null): number | null {
  const digits = /^HTTP\/\d\.\d (\d{3})/.exec(head?.startLine ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}
