import { FIELD_MASK } from '../../contract/target.ts';

/** Shorter values would be found in what they do not stand in. */
const LEAST_LENGTH = 4;

/** Shorter values of a query are hidden in their place only. */
const LEAST_QUERY_LENGTH = 16;
/** What a signed address may want as its answer's Content-Type is no secret of it. */
const MEDIA_TYPE = /^[a-z]+\/[a-z0-9.+-]+$/i;

/** Makes a text showable. */
export type Mask = (text: string) => string;

/**
 * An address or a pattern without the values of its query: it may be signed. Placeholders stay.
 */
export function maskAddress(text: string): string {
  const { before, pairs } = splitQuery(text);
  return `${before}${pairs.map(maskedPair).join('&')}`;
}

/**
 * The address that is shown so: each mask in its query stands for what another address hides there.
 * @returns null where that has nothing for a mask to stand for
 */
export function unmaskAddress(shown: string, own: string): string | null {
  const { before, pairs } = splitQuery(shown);
  const hidden = splitQuery(own).pairs.filter((pair) => isMasked(maskedPair(pair)));
  const whole: string[] = [];
  for (const pair of pairs) {
    const at = isMasked(pair) ? hidden.findIndex((each) => maskedPair(each) === pair) : null;
    if (at === -1) return null;
    whole.push(...(at === null ? [pair] : hidden.splice(at, 1)));
  }
  return `${before}${whole.join('&')}`;
}

function splitQuery(address: string): { before: string; pairs: string[] } {
  const question = address.indexOf('?');
  if (question < 0) return { before: address, pairs: [] };
  return {
    before: address.slice(0, question + 1),
    pairs: address.slice(question + 1).split('&'),
  };
}

const isMasked = (pair: string) => pair === FIELD_MASK || pair.endsWith(`=${FIELD_MASK}`);

function maskedPair(pair: string): string {
  if (pair === '' || pair.includes('{')) return pair;
  const equals = pair.indexOf('=');
  if (equals === pair.length - 1) return pair;
  return `${pair.slice(0, equals + 1)}${FIELD_MASK}`;
}

/**
 * Hides values wherever they stand: a server may send back what it was sent.
 * @param secrets the fields of a target, each hidden whole in a line of its name, too, however short it is;
 *   and its pattern, of whose query `maskAddress` hides the values
 */
export function createMask({
  fields,
  pattern,
}: {
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly pattern: string;
}): Mask {
  const query = hiddenPairs(pattern);
  const values = [
    ...fields
      .flatMap(({ value }) => [value, value.replace(/^(?:Basic|Bearer) +/i, '')])
      .filter((value) => value.length >= LEAST_LENGTH),
    ...query.flatMap(({ value }) => (isSecretAnywhere(value) ? value : [])),
  ].sort((a, b) => b.length - a.length);
  const names = fields.map(({ name }) => name.toLowerCase());
  if (names.length === 0 && query.length === 0) return (text) => text;
  return (text) => {
    let masked = text;
    for (const { pair, shown } of query) {
      masked = masked.replace(pair, (_, before: string) => before + shown);
    }
    for (const value of new Set(values)) masked = masked.replaceAll(value, FIELD_MASK);
    return masked
      .split('\r\n')
      .map((line) => maskedLine(line, names))
      .join('\r\n');
  };
}

/** The pairs of an address's query that it hides, to be found in other texts. */
function hiddenPairs(pattern: string) {
  return splitQuery(pattern).pairs.flatMap((text) => {
    const shown = maskedPair(text);
    if (shown === text) return [];
    const literal = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const pair = new RegExp(`([?&])${literal}(?=[&#"'<>;,\\s]|$)`, 'g');
    return { pair, shown, value: text.slice(text.indexOf('=') + 1) };
  });
}

const isSecretAnywhere = (value: string) =>
  value.length >= LEAST_QUERY_LENGTH && !MEDIA_TYPE.test(value);

function maskedLine(line: string, names: readonly string[]): string {
  const colon = line.indexOf(':');
  if (colon <= 0 || !names.includes(line.slice(0, colon).toLowerCase())) return line;
  return `${line.slice(0, colon)}: ${FIELD_MASK}`;
}
