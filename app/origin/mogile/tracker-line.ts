/**
 * The lines of the MogileFS tracker protocol: one each way, ended by CR LF. Arguments are encoded
 * as in an HTML form, with a space as `+`.
 */

/** A line, decoded; `malformed` when no tracker says such a thing. */
export type TrackerLine = TrackerReply | { kind: 'malformed'; detail: string };

/** What a tracker says: the pairs of an `OK`, or an `ERR`. */
export type TrackerReply =
  | { kind: 'ok'; values: ReadonlyMap<string, string> }
  | { kind: 'error'; code: string; message: string };

/** What the trackers' own client leaves as it is; everything else is percent-encoded, byte by byte. */
const UNRESERVED = /[A-Za-z0-9_,\-./:]/;

/** Makes a request line, CR LF included; no argument can break out of it. */
export function requestLine(command: string, args: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(args).map(([key, value]) => `${encode(key)}=${encode(value)}`);
  return `${command} ${pairs.join('&')}\r\n`;
}

/**
 * Reads an answer.
 * @param line with or without its line end, one character per byte
 */
export function readReply(line: string): TrackerLine {
  const text = line.replace(/\r?\n$/, '');
  const [, word, rest = ''] = text.match(/^(OK|ERR)(?: (.*))?$/s) ?? [];
  if (word === 'OK') return { kind: 'ok', values: readPairs(rest) };
  if (word === 'ERR') {
    const space = rest.indexOf(' ');
    const code = space < 0 ? rest : rest.slice(0, space);
    if (/^\w+$/.test(code)) {
      return { kind: 'error', code, message: space < 0 ? '' : decode(rest.slice(space + 1)) };
    }
  }
  return { kind: 'malformed', detail: `it begins with ${JSON.stringify(text.slice(0, 40))}` };
}

function readPairs(text: string): Map<string, string> {
  const pairs = text === '' ? [] : text.split('&');
  return new Map(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 0) return [decode(pair), ''];
      return [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
    }),
  );
}

function encode(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => {
    const character = String.fromCharCode(byte);
    if (UNRESERVED.test(character)) return character;
    if (character === ' ') return '+';
    return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

/** Bytes that are not UTF-8 become U+FFFD: keys may be any bytes, but names on screen are text. */
function decode(text: string): string {
  const bytes = text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
