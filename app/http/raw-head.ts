/** One header line of a raw head. */
export interface RawLine {
  /** As on the wire, without its line end. */
  raw: string;
  /** Lower case; empty for a line that is no field (RFC 9112 section 5). */
  name: string;
  /** Without the white space around it. */
  value: string;
}

/** A raw head, cut into its lines. */
export interface RawHead {
  startLine: string;
  fields: readonly RawLine[];
}

/**
 * Cuts a raw head (RFC 9112 section 2.1) into lines. Takes anything; lines that are no field keep
 * an empty name, so that nothing of what was on the wire is lost.
 * @param head latin1, up to and including the blank line; null when empty
 */
export function readRawHead(head: string): RawHead | null {
  if (head === '') return null;
  const [startLine = '', ...lines] = head.replace(/(\r?\n)+$/, '').split(/\r?\n/);
  return { startLine, fields: lines.map(readField) };
}

function readField(raw: string): RawLine {
  const colon = raw.indexOf(':');
  if (colon <= 0) return { raw, name: '', value: '' };
  return { raw, name: raw.slice(0, colon).toLowerCase(), value: raw.slice(colon + 1).trim() };
}

/** The first value of a header; null when it is not there. */
export function fieldValue(head: RawHead | null, name: string): string | null {
  return head?.fields.find((field) => field.name === name)?.value ?? null;
}

/** The status code of a response's start line; null for anything else. */
export function statusOf(head: RawHead | null): number | null {
  const digits = /^HTTP\/\d\.\d (\d{3})/.exec(head?.startLine ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}
