import type { Field } from './fields.ts';

/** More field lines than this make a head malformed: no player, application or storage needs them. */
const MAX_FIELDS = 200;

/** RFC 9110 §5.6.2: what a method and a field name are made of. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Anything but HTAB, CR, LF, visible ASCII, space and obs-text (RFC 9110 §5.5). */
const CONTROL = /[^\t\r\n\x20-\x7e\x80-\xff]/;

const SPACE = 0x20;
const TAB = 0x09;

export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/**
 * Splits a whole head (latin1, with its blank line) into its lines.
 * @returns the lines without line ends and without the blank line, or a sentence saying what is
 *   wrong: control characters, a bare CR or a bare LF (RFC 9112 §2.2)
 */
export function splitHead(head: string): string[] | string {
  if (CONTROL.test(head)) return 'a control character in the head';
  const lines = head.slice(0, -4).split('\r\n');
  for (const line of lines) {
    if (line.includes('\n')) return 'a line that ends in a bare LF';
    if (line.includes('\r')) return 'a bare CR';
  }
  return lines;
}

/**
 * Reads field lines (RFC 9112 §5).
 * @param lines what `splitHead` gave
 * @param from index of the first field line
 * @returns the fields, or a sentence saying what is wrong: no colon, white space around the name,
 *   a folded line (obs-fold), a name that is no token, too many fields
 */
export function parseFieldLines(lines: readonly string[], from: number): Field[] | string {
  if (lines.length - from > MAX_FIELDS) return `more than ${MAX_FIELDS} header fields`;
  const fields: Field[] = [];
  for (let i = from; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const first = line.charCodeAt(0);
    if (first === SPACE || first === TAB) return 'a folded header line (obs-fold)';
    const colon = line.indexOf(':');
    if (colon < 0) return 'a header line without a colon';
    const name = line.slice(0, colon);
    if (!TOKEN.test(name)) return `"${name}" is no header name`;
    fields.push({ name, key: name.toLowerCase(), value: trimOws(line, colon + 1) });
  }
  return fields;
}

/** Without the optional white space around it (RFC 9110 §5.6.3: SP and HTAB only). */
function trimOws(line: string, from: number): string {
  let start = from;
  let end = line.length;
  while (start < end && isOws(line.charCodeAt(start))) start++;
  while (end > start && isOws(line.charCodeAt(end - 1))) end--;
  return line.slice(start, end);
}

function isOws(code: number): boolean {
  return code === SPACE || code === TAB;
}
