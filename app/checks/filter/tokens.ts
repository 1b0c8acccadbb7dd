/** A term of a filter as it is written. */
export interface Token {
  /** Place of its first character, and the one behind its last. */
  from: number;
  to: number;
  isNegated: boolean;
  /** Null where it is text alone. */
  field: { name: string; from: number } | null;
  operator: Operator | null;
  value: string;
  valueFrom: number;
  isQuoted: boolean;
  /** A quote that does not end. */
  isOpen: boolean;
}

export const operators = ['>=', '<=', '>', '<', ':', '='] as const;
export type Operator = (typeof operators)[number];

const TERM = /(-?)(?:([a-z]+)(>=|<=|>|<|:|=))?(?:"([^"]*)("?)|([^\s"][^\s]*))?/iy;

/** Takes a filter apart; any text is some list of terms. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.to;
  }
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  TERM.lastIndex = at;
  const [whole = '', minus = '', name, operator, quoted, end, bare = ''] = TERM.exec(text) ?? [];
  // A sign alone, or a quote within a word, is text like any other.
  const to = at + Math.max(whole.length, 1);
  const fieldFrom = at + minus.length;
  const valueFrom = fieldFrom + (name?.length ?? 0) + (operator?.length ?? 0);
  return {
    from: at,
    to,
    isNegated: minus === '-' && whole.length > 1,
    field: name === undefined ? null : { name, from: fieldFrom },
    operator: (operator as Operator | undefined) ?? null,
    value: quoted ?? (whole === '-' || whole === '' ? text.slice(at, to) : bare),
    valueFrom: quoted === undefined ? valueFrom : valueFrom + 1,
    isQuoted: quoted !== undefined,
    isOpen: quoted !== undefined && end === '',
  };
}
