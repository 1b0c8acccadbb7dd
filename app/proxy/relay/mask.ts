import { FIELD_MASK } from '../../contract/target.ts';

/** Shorter values would be found in what they do not stand in. */
const LEAST_LENGTH = 4;

/** Shorter values of a query, and shorter parts of a field's value, are hidden in their place only. */
const LEAST_SURE_LENGTH = 16;
/** What a signed address may want as its answer's Content-Type is no secret of it. */
const MEDIA_TYPE = /^[a-z]+\/[a-z0-9.+-]+$/i;

/** Makes a text showable. */
export type Mask = (text: string) => string;

/** A user in an address, also where browsers alone read it as one: `http:\\user:password@host`. */
const USER = /(\bhttps?:[/\\]*|(?:^|[\s"'=(<,;])[/\\]{2,})[^/\\?#\r\n <>"]*@/gim;

/** Nobody’s name and password in an address are shown. */
const usersIn: Mask = (text) =>
  text.includes('@') ? text.replace(USER, `$1${FIELD_MASK}@`) : text;

/**
 * An address or a pattern without a user and the values of its query: it may be signed. Placeholders stay.
 */
export function maskAddress(text: string): string {
  const { before, pairs } = splitQuery(text);
  return `${usersIn(before)}${pairs.map(maskedPair).join('&')}`;
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

/** What a target is sent that must not be shown. */
interface Secrets {
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly pattern: string;
}

/**
 * The one rule of what is hidden in heads, addresses and errors, whoever wrote them: a server may send
 * back what it was sent, or lead on to an address that is signed anew.
 *
 * - What the target's fields and its pattern's query have as values: by what they are, plain or percent-encoded, wherever
 *   they stand, unless they are too short to be told from other text.
 * - What stands under a name of those: in a query, in a line of a field, in a cookie that is set.
 * - A user's name and password in an address, whoever's they are.
 *
 * All else a server says is shown byte for byte.
 */
export function createMask(secrets: Secrets): Mask {
  const rules = [bareQuery(secrets), namedInQuery(secrets), anywhere(secrets), inLines(secrets)];
  const needed = rules.filter((rule) => rule !== null);
  return (text) => needed.reduce((masked, rule) => rule(masked), usersIn(text));
}

/** The pairs of an address's query that it hides. */
function hiddenPairs({ pattern }: Secrets) {
  return splitQuery(pattern).pairs.flatMap((text) => {
    if (maskedPair(text) === text) return [];
    const equals = text.indexOf('=');
    return { text, name: text.slice(0, Math.max(0, equals)), value: text.slice(equals + 1) };
  });
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const oneOf = (texts: Iterable<string>) => [...texts].map(literal).join('|');
/** What ends a value in an address that stands in other text. */
const NO_VALUE = '&#"\'<>;,\\s';

/** A query of one value without a name. */
function bareQuery(secrets: Secrets): Mask | null {
  const bare = hiddenPairs(secrets).flatMap(({ name, text }) => (name === '' ? [text] : []));
  if (bare.length === 0) return null;
  const found = new RegExp(`([?&])(?:${oneOf(bare)})(?=[${NO_VALUE}]|$)`, 'g');
  return (text) => text.replace(found, `$1${FIELD_MASK}`);
}

function namedInQuery(secrets: Secrets): Mask | null {
  const inQuery = hiddenPairs(secrets).flatMap(({ name }) => (name === '' ? [] : [name]));
  const names = new Set([...inQuery, ...secrets.fields.map(({ name }) => name)]);
  if (names.size === 0) return null;
  const found = new RegExp(`([?&](?:${oneOf(names)})=)[^${NO_VALUE}]+`, 'gi');
  return (text) => text.replace(found, `$1${FIELD_MASK}`);
}

function anywhere(secrets: Secrets): Mask | null {
  const ofQuery = hiddenPairs(secrets).flatMap(({ value }) =>
    isSecretAnywhere(value) ? [value] : [],
  );
  const values = new Set([...secrets.fields.flatMap(valuesOf), ...ofQuery].flatMap(writings));
  if (values.size === 0) return null;
  const longestFirst = [...values].sort((a, b) => b.length - a.length);
  return (text) =>
    longestFirst.reduce((masked, value) => masked.replaceAll(value, FIELD_MASK), text);
}

/** What a field's value is known by: as it is, and each secret in it. */
function valuesOf({ name, value }: Secrets['fields'][number]): string[] {
  const credentials = value.replace(/^(?:Basic|Bearer) +/i, '');
  const whole = [value, credentials].filter(({ length }) => length >= LEAST_LENGTH);
  const isBasic = /^Basic +/i.test(value);
  const userAndPassword = isBasic ? Buffer.from(credentials, 'base64').toString() : '';
  const password = userAndPassword.slice(userAndPassword.indexOf(':') + 1);
  const parts = isCookie(name) ? cookiesOf(value).map((cookie) => cookie.value) : [password];
  return [
    ...whole,
    ...(userAndPassword.length >= LEAST_LENGTH ? [userAndPassword] : []),
    ...parts.filter(isSecretAnywhere),
  ];
}

/** As it is, and as it stands in an address; or as it stood before it was written for one. */
function writings(value: string): string[] {
  const decoded = /%[0-9a-f]{2}/i.test(value) ? decodedOrNone(value) : [];
  return [value, encodeURIComponent(value), ...decoded];
}

function decodedOrNone(value: string): string[] {
  try {
    const decoded = decodeURIComponent(value);
    return decoded.length >= LEAST_LENGTH ? [decoded] : [];
  } catch {
    // It is not percent-encoded, it only looks so.
    return [];
  }
}

const isSecretAnywhere = (value: string) =>
  value.length >= LEAST_SURE_LENGTH && !MEDIA_TYPE.test(value);

const isCookie = (name: string) => name.toLowerCase() === 'cookie';

function cookiesOf(value: string): { name: string; value: string }[] {
  return value.split(';').flatMap((text) => {
    const [, name, own] = /^\s*([^=\s]+)=\s*"?(.*?)"?\s*$/s.exec(text) ?? [];
    return name === undefined || own === undefined ? [] : { name, value: own };
  });
}

/** Lines of a head: those of a field, however short its value is, and cookies that are set anew. */
function inLines({ fields }: Secrets): Mask | null {
  if (fields.length === 0) return null;
  const names = oneOf(fields.map(({ name }) => name));
  const ofField = new RegExp(`^(${names}):.*$`, 'gim');
  const cookies = fields.flatMap(({ name, value }) => (isCookie(name) ? cookiesOf(value) : []));
  const ofCookie = new RegExp(
    `^(Set-Cookie:[ \\t]*(?:${oneOf(cookies.map(({ name }) => name))})=)[^;\r\n]+`,
    'gim',
  );
  return (text) => {
    const masked = text.replace(ofField, `$1: ${FIELD_MASK}`);
    return cookies.length === 0 ? masked : masked.replace(ofCookie, `$1${FIELD_MASK}`);
  };
}
