import { type Field, fieldOf, fields } from './fields.ts';
import { type Token, tokensOf } from './tokens.ts';

/** What may be written where the caret is. */
export interface Completion {
  /** The term, or the part of it that is offered. */
  label: string;
  says: string;
  /** The filter with it, and where the caret is then. */
  text: string;
  caret: number;
}

/** Values that are known of fields of text: names of videos and targets. */
export type KnownValues = Readonly<Partial<Record<string, readonly string[]>>>;

const MAX_OFFERED = 20;

/** Fields while one is begun, values behind its colon; none where nothing is known. */
export function completeFilter(text: string, caret: number, known: KnownValues): Completion[] {
  const token = tokensOf(text).find(({ from, to }) => from < caret && caret <= to) ?? null;
  const offered =
    token?.field && caret >= token.valueFrom
      ? valuesFor(token, text.slice(token.valueFrom, caret), known)
      : fieldsFor(token, caret, text);
  const rest = text.slice(token?.to ?? caret);
  // What is written already is no offer.
  if (offered.length === 1 && offered[0]?.label === token?.value) return [];
  return offered.slice(0, MAX_OFFERED).map(({ label, says, from, written }) => ({
    label,
    says,
    text: text.slice(0, from) + (rest.startsWith(' ') ? written.trimEnd() : written) + rest,
    caret: from + written.length,
  }));
}

interface Offered {
  label: string;
  says: string;
  /** What stands from here to the end of the term gives way. */
  from: number;
  written: string;
}

function fieldsFor(token: Token | null, caret: number, text: string): Offered[] {
  if (token?.isQuoted) return [];
  const from =
    token === null ? caret : token.from + (token.isNegated || text[token.from] === '-' ? 1 : 0);
  const begun = text.slice(from, caret).toLowerCase();
  return fields
    .filter(({ name }) => name.startsWith(begun))
    .map((field) => ({
      label: field.name,
      says: field.says,
      from,
      written: field.name + signOf(field),
    }));
}

const signOf = ({ kind }: Field) => (kind === 'duration' ? '>' : ':');

function valuesFor(token: Token, begun: string, known: KnownValues): Offered[] {
  const field = token.field && fieldOf(token.field.name);
  if (!field) return [];
  const values = field.kind === 'choice' ? Object.keys(field.choices) : (known[field.name] ?? []);
  const wanted = begun.toLowerCase();
  const from = token.isQuoted ? token.valueFrom - 1 : token.valueFrom;
  return values
    .filter((value) => value.toLowerCase().includes(wanted) && !value.includes('"'))
    .map((value) => ({
      label: value,
      says: '',
      from,
      written: /\s/.test(value) ? `"${value}" ` : `${value} `,
    }));
}
