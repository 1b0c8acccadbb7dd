/**
 * Cuts a command into words as a POSIX shell does, without expanding anything: quotes, `$'…'` as browsers
 * copy it, backslashes, and lines that go on.
 * @returns null when a quote is not closed
 */
export function shellWords(command: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < command.length; ) {
    const rest = command.slice(at);
    const space = /^(?:\s|\\\r?\n)+/.exec(rest)?.[0];
    if (space !== undefined) {
      if (word !== null) words.push(word);
      word = null;
      at += space.length;
      continue;
    }
    const piece = readPiece(rest);
    if (piece === null) return null;
    word = (word ?? '') + piece.text;
    at += piece.length;
  }
  if (word !== null) words.push(word);
  return words;
}

interface Piece {
  readonly text: string;
  /** Of what it was read from. */
  readonly length: number;
}

function readPiece(rest: string): Piece | null {
  const [single, inSingle] = /^'([^']*)'/.exec(rest) ?? [];
  if (single !== undefined) return { text: inSingle ?? '', length: single.length };
  const [ansi, inAnsi] = /^\$'((?:[^'\\]|\\[\s\S])*)'/.exec(rest) ?? [];
  if (ansi !== undefined) return { text: unescapeAnsi(inAnsi ?? ''), length: ansi.length };
  const [double, inDouble] = /^"((?:[^"\\]|\\[\s\S])*)"/.exec(rest) ?? [];
  if (double !== undefined) return { text: unescapeDouble(inDouble ?? ''), length: double.length };
  if (/^(?:['"]|\$')/.test(rest)) return null;
  const [plain = ''] = /^(?:[^\s'"\\$]|\$(?!'))+/.exec(rest) ?? [];
  if (plain !== '') return { text: plain, length: plain.length };
  return { text: rest.slice(1, 2), length: 2 };
}

/** Within double quotes a backslash means itself but before these. */
const unescapeDouble = (text: string) => text.replace(/\\\r?\n/g, '').replace(/\\([$`"\\])/g, '$1');

const ANSI: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

const unescapeAnsi = (text: string) =>
  text.replace(
    /\\(?:u([0-9a-fA-F]{1,4})|x([0-9a-fA-F]{1,2})|([\s\S]))/g,
    (_all, unicode?: string, byte?: string, char = '') =>
      unicode !== undefined || byte !== undefined
        ? String.fromCharCode(Number.parseInt(unicode ?? byte ?? '', 16))
        : (ANSI[char] ?? char),
  );

/** A text as one word of a POSIX shell's command: in quotes unless nothing in it is special. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : quoted(text);
}

/** Nothing is special between single quotes but the quote itself. */
export const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
