import { isToken } from './field-lines.ts';
import { shellWords } from './shell-words.ts';

/** What a curl command asks for. */
export interface CurlCommand {
  readonly kind: 'command';
  readonly url: string;
  readonly fields: readonly { name: string; value: string }[];
  /** `-k`: any certificate is taken. */
  readonly isInsecure: boolean;
}

export interface CurlFault {
  readonly kind: 'fault';
  /** The end of a sentence. */
  readonly detail: string;
}

/** Options that say something of the request, by their short and their long names. */
const LONG: Readonly<Record<string, string>> = {
  header: 'H',
  cookie: 'b',
  'user-agent': 'A',
  referer: 'e',
  user: 'u',
  insecure: 'k',
  url: 'url',
  request: 'X',
  data: 'd',
  'data-raw': 'd',
  'data-binary': 'd',
  'data-urlencode': 'd',
  json: 'd',
  form: 'd',
  'upload-file': 'd',
  range: 'r',
  output: 'o',
  'max-time': 'm',
  'connect-timeout': 'm',
  proxy: 'x',
  resolve: 'resolve',
  'oauth2-bearer': 'bearer',
  config: 'K',
};
const SHORT: Readonly<Record<string, string>> = { F: 'd', T: 'd' };
/** Those whose next word is a value. */
const WITH_VALUE = new Set([
  ...['H', 'b', 'A', 'e', 'u', 'url', 'X', 'd', 'r', 'o', 'm', 'x', 'resolve', 'bearer', 'K'],
  ...['w', 'c', 'D', 'C', 'y', 'Y', 'z', 'E', 'U', 'Q', 'P', 't'],
]);

type Option = readonly [name: string, value: string];

/** Reads what was copied as curl, from a browser or a terminal. */
export function readCurlCommand(text: string): CurlCommand | CurlFault {
  const words = shellWords(text.trim().replace(/^\$ /, ''));
  if (words === null) return fault('a quote is not closed');
  const options = readOptions(words.slice(1));
  const of = (name: string) => options.flatMap(([each, value]) => (each === name ? value : []));
  if (of('d').length > 0) return fault('the command sends a body; videos are asked for without');
  if (of('K').length > 0) return fault('the command reads a file of options');
  const method = of('X').at(-1) ?? 'GET';
  if (method !== 'GET' && method !== 'HEAD') return fault(`the command asks with ${method}`);
  const urls = of('url');
  const [url] = urls;
  if (url === undefined || urls.length > 1)
    return fault('the command names no address, or several');
  const fields = fieldsOf(options);
  if ('kind' in fields) return fields;
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(url);
  return {
    kind: 'command',
    url: hasScheme ? url : `http://${url}`,
    fields,
    isInsecure: options.some(([name]) => name === 'k'),
  };
}

function readOptions(words: readonly string[]): Option[] {
  const options: Option[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word.startsWith('--')) {
      const [, long = '', , attached] = /^--([^=]*)(=(.*))?$/s.exec(word) ?? [];
      const name = LONG[long] ?? long;
      if (attached !== undefined) options.push([name, attached]);
      else options.push([name, WITH_VALUE.has(name) ? (words[++at] ?? '') : '']);
    } else if (word.startsWith('-') && word.length > 1) {
      at += readShort(word.slice(1), words[at + 1] ?? '', options);
    } else {
      options.push(['url', word]);
    }
  }
  return options;
}

/** Short options may stand together, the last with its value. @returns how many more words it took */
function readShort(letters: string, next: string, options: Option[]): number {
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at] ?? '';
    const name = SHORT[letter] ?? letter;
    if (!WITH_VALUE.has(name)) {
      options.push([name, '']);
      continue;
    }
    const attached = letters.slice(at + 1);
    options.push([name, attached === '' ? next : attached]);
    return attached === '' ? 1 : 0;
  }
  return 0;
}

function fieldsOf(options: readonly Option[]): { name: string; value: string }[] | CurlFault {
  const fields: { name: string; value: string }[] = [];
  for (const [option, value] of options) {
    const field = fieldOf(option, value);
    if (field !== null && 'kind' in field) return field;
    if (field !== null) fields.push(field);
  }
  return fields;
}

function fieldOf(
  option: string,
  value: string,
): { name: string; value: string } | CurlFault | null {
  switch (option) {
    case 'H':
      return headerOf(value);
    case 'b':
      if (!value.includes('=')) return fault('its cookies are in a file');
      return { name: 'Cookie', value };
    case 'A':
      return { name: 'User-Agent', value };
    case 'e':
      return { name: 'Referer', value: value.replace(/;auto$/, '') };
    case 'u':
      return { name: 'Authorization', value: basicCredentials(value) };
    case 'bearer':
      return { name: 'Authorization', value: `Bearer ${value}` };
    default:
      return null;
  }
}

function headerOf(text: string): { name: string; value: string } | CurlFault | null {
  if (text.startsWith('@')) return fault('its headers are in a file');
  const [, name = '', mark, value = ''] = /^([^:;]*)([:;])(.*)$/s.exec(text) ?? [];
  if (!isToken(name)) return fault(`"${text.slice(0, 100)}" is no header`);
  // `Name:` leaves a header of curl's own out; `Name;` sends it empty.
  if (mark === ':' && value.trim() === '') return null;
  return { name, value: mark === ':' ? value.trim() : '' };
}

/** The value of an Authorization field (RFC 7617). */
export function basicCredentials(userAndPassword: string): string {
  const text = userAndPassword.includes(':') ? userAndPassword : `${userAndPassword}:`;
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(text)))}`;
}

function fault(detail: string): CurlFault {
  return { kind: 'fault', detail };
}
