import { FIELD_MASK } from '../../contract/target.ts';

/** Shorter values would be found in what they do not stand in. */
const LEAST_LENGTH = 4;

/** Makes a text showable. */
export type Mask = (text: string) => string;

/**
 * Hides values wherever they stand: a server may send back what it was sent.
 * @param fields each is hidden whole in a line of its name, too, however short it is
 */
export function createMask(
  fields: readonly { readonly name: string; readonly value: string }[],
): Mask {
  const values = fields
    .flatMap(({ value }) => [value, value.replace(/^(?:Basic|Bearer) +/i, '')])
    .filter((value) => value.length >= LEAST_LENGTH)
    .sort((a, b) => b.length - a.length);
  const names = fields.map(({ name }) => name.toLowerCase());
  if (names.length === 0) return (text) => text;
  return (text) => {
    let masked = text;
    for (const value of new Set(values)) masked = masked.replaceAll(value, FIELD_MASK);
    return masked
      .split('\r\n')
      .map((line) => maskedLine(line, names))
      .join('\r\n');
  };
}

function maskedLine(line: string, names: readonly string[]): string {
  const colon = line.indexOf(':');
  if (colon <= 0 || !names.includes(line.slice(0, colon).toLowerCase())) return line;
  return `${line.slice(0, colon)}: ${FIELD_MASK}`;
}
