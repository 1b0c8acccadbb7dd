import type { Field } from './fields.ts';

/** More field lines than this make a head malformed: no player, application or storage needs them. */
const MAX_FIELDS = 200;

/** RFC 9110 §5.6.2: what a method and a field name are made of. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Anything but HTAB, visible ASCII, space, obs-text (RFC 9110 §5.5), and CR and LF as a pair. */
const STRAY = /[^\t\r\n\x20-\x7e\x80-\xff]|\r(?!\n)|(?:^|[^\r])\n/;

const SPACE = 0x20;
const TAB = 0x09;

export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/**
 * Looks for bytes that have no place in a head (RFC 9112 §2.2): control characters, a bare CR, a
 * bare LF.
 * @returns what it found, or null
 */
export function findStrayByte(head: string): string | null {
  const stray = STRAY.exec(head)?.[0];
  if (stray === undefined) return null;
  if (stray.endsWith('\n')) return 'a line that ends in a bare LF';
  return stray === '\r' ? 'a bare CR' : 'a control character in the head';
}

/**
 * Reads field lines (RFC 9112 §5) up to the end or the blank line.
 * @param text lines that each end in CRLF, without stray bytes
 * @param from where the first field line begins
 * @returns the fields, or a sentence saying what is wrong: no colon, white space around the name,
 *   a folded line (obs-fold), a name that is no token, too many fields
 */
export function parseFieldLines(text: string, from: number): Field[] | string {
  const fields: Field[] = [];
  let at = from;
  for (;;) {
    const end = text.indexOf('\r\n', at);
    if (end <= at) return fields;
    if (isOws(text.charCodeAt(at))) return 'a folded header line (obs-fold)';
    const colon = text.indexOf(':', at);
    if (colon < 0 || colon > end) return 'a header line without a colon';
    const name = text.slice(at, colon);
    const key = keyOf(name);
    if (key === null) return `"${name}" is no header name`;
    if (fields.push({ name, key, value: trimOws(text, colon + 1, end) }) > MAX_FIELDS) {
      return `more than ${MAX_FIELDS} header fields`;
    }
    at = end + 2;
  }
}

/** Names seen so far: the same few dozen come again and again, and need not be checked again. */
const knownKeys = new Map<string, string>();
const MAX_KNOWN_KEYS = 1000;

/** The name in lower case; null when it is no token. */
function keyOf(name: string): string | null {
  const known = knownKeys.get(name);
  if (known !== undefined) return known;
  if (!TOKEN.test(name)) return null;
  const key = name.toLowerCase();
  if (knownKeys.size < MAX_KNOWN_KEYS) knownKeys.set(copyOf(name), copyOf(key));
  return key;
}

/** A string of its own: a slice would keep the whole head that it was cut out of in memory. */
function copyOf(text: string): string {
  return Array.from(text).join('');
}

/** A piece of a text without the optional white space around it (RFC 9110 §5.6.3: SP and HTAB only). */
export function trimOws(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isOws(text.charCodeAt(start))) start++;
  while (end > start && isOws(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isOws(code: number): boolean {
  return code === SPACE || code === TAB;
}
