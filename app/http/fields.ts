/**
 * One header or trailer field, in the order and spelling of the wire. `key` is the name in lower
 * case, for comparing (RFC 9110 §5.1: names are case-insensitive).
 */
export interface Field {
  readonly name: string;
  readonly key: string;
  readonly value: string;
}

export type Fields = readonly Field[];

export function field(name: string, value: string): Field {
  return { name, key: name.toLowerCase(), value };
}

/** The value of the first field with that lower-case name; undefined when there is none. */
export function fieldValue(fields: Fields, key: string): string | undefined {
  for (const field of fields) if (field.key === key) return field.value;
  return undefined;
}

/** All values of the fields with that lower-case name, in order. */
export function fieldValues(fields: Fields, key: string): string[] {
  const values: string[] = [];
  for (const field of fields) if (field.key === key) values.push(field.value);
  return values;
}

/**
 * The members of a comma-separated list field (RFC 9110 §5.6.1) over all its lines, lower-case,
 * empty members left out.
 */
export function fieldTokens(fields: Fields, key: string): string[] {
  const tokens: string[] = [];
  for (const field of fields) {
    if (field.key !== key) continue;
    for (const part of field.value.split(',')) {
      const token = part.trim().toLowerCase();
      if (token !== '') tokens.push(token);
    }
  }
  return tokens;
}

export function hasToken(fields: Fields, key: string, token: string): boolean {
  for (const field of fields) {
    if (field.key !== key) continue;
    const isIn = field.value.includes(',')
      ? fieldTokens([field], key).includes(token)
      : field.value.trim().toLowerCase() === token;
    if (isIn) return true;
  }
  return false;
}

/**
 * Is it one of the fields that application and reproxy talk in? Also in the spelling with
 * underscores, which CGI makes the same variable of.
 * @param key its name in lower case
 */
export function isReproxyField(key: string): boolean {
  return key.startsWith('x') && key.replaceAll('_', '-').startsWith('x-reproxy-');
}
