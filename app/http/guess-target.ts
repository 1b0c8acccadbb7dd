import { basicCredentials, readCurlCommand } from './curl-command.ts';
import { fillPattern, readPattern } from './target-pattern.ts';
import { videoNameOf } from './video-path.ts';

/** A target as far as an address tells it. */
export interface TargetGuess {
  readonly name: string;
  readonly pattern: string;
  readonly names: { kind: 'list'; names: string[] } | { kind: 'one' };
  readonly fields: { name: string; value: string }[];
  readonly isSelfSignedAllowed: boolean;
}

export type Guess =
  | { readonly kind: 'guess'; readonly target: TargetGuess }
  | { readonly kind: 'fault'; readonly detail: string };

/** What is the relay's to write, or the player's. */
const NOT_THE_TARGETS =
  /^(?:host|connection|content-length|transfer-encoding|upgrade|range|if-range)$/i;
const START_PAIR = /^start=([^{}]*)$/;

/**
 * Guesses a target from what was pasted: the address of a video, with or without placeholders, or a
 * curl command that asks for one.
 */
export function guessTarget(pasted: string): Guess {
  const text = pasted.trim();
  if (!/^(?:\$ )?curl(?:\.exe)?\s/.test(text)) return guessFrom(text, [], false);
  const command = readCurlCommand(text);
  if (command.kind === 'fault') return command;
  return guessFrom(command.url, command.fields, command.isInsecure);
}

function guessFrom(
  address: string,
  fields: readonly { name: string; value: string }[],
  isSelfSignedAllowed: boolean,
): Guess {
  const [withoutFragment = ''] = address.split('#', 1);
  const [, scheme = '', user, rest = ''] =
    /^(https?:\/\/)(?:([^/?@]*)@)?(.*)$/is.exec(withoutFragment) ?? [];
  const credentials = user === undefined ? [] : [authorization(user)];
  const started = withStart(scheme + rest);
  const { pattern, names } = withName(started);
  const read = readPattern(pattern);
  if (read.kind === 'fault') return read;
  const target = {
    name: targetNameOf(rest),
    pattern,
    names,
    fields: [...fields.filter(({ name }) => !NOT_THE_TARGETS.test(name)), ...credentials],
    isSelfSignedAllowed,
  };
  return { kind: 'guess', target };
}

function authorization(user: string): { name: string; value: string } {
  return { name: 'Authorization', value: basicCredentials(decoded(user)) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that encodes nothing is meant as it stands.
    return text;
  }
}

/** `start=1204887` is a byte, `start=42.3` a time. */
function withStart(address: string): string {
  const question = address.indexOf('?');
  if (question < 0) return address;
  const pairs = address.slice(question + 1).split('&');
  const at = pairs.findLastIndex((pair) => START_PAIR.test(pair));
  if (at < 0 || /\{start/.test(address)) return address;
  const isTime = /^start=\d+\.\d+$/.test(pairs[at] ?? '');
  pairs[at] = isTime ? 'start={startSeconds}' : 'start={start}';
  return `${address.slice(0, question + 1)}${pairs.join('&')}`;
}

/** The last part of the path is the video's name, where it can be written back as it stood. */
function withName(address: string): Pick<TargetGuess, 'pattern' | 'names'> {
  const asItIs = { pattern: address, names: { kind: 'one' as const } };
  const [, before = '', last = '', query = ''] =
    /^(https?:\/\/[^/?]+(?:\/[^/?]*)*\/)([^/?]+)(\?.*)?$/is.exec(address) ?? [];
  if (address.includes('{name}'))
    return { pattern: address, names: { kind: 'list', names: [NO_NAME] } };
  const name = /[{}]/.test(last) ? null : videoNameOf(`/${last}`);
  if (name === null) return asItIs;
  const pattern = readPattern(`${before}{name}${query}`);
  if (pattern.kind === 'fault') return asItIs;
  const ask = { videoName: name, start: '0' };
  const original = readPattern(address);
  const isSame =
    original.kind === 'pattern' && fillPattern(pattern, ask).url === fillPattern(original, ask).url;
  return isSame ? { pattern: pattern.text, names: { kind: 'list', names: [name] } } : asItIs;
}

/** A pattern that was pasted names no video; this one stands there to be corrected. */
const NO_NAME = 'video.flv';

/** `cdn.example`, `127.0.0.1-8080` */
function targetNameOf(rest: string): string {
  const [host = ''] = rest.split(/[/?]/, 1);
  const name = host.replace(/[^A-Za-z0-9.-]+/g, '-').replace(/^[^A-Za-z0-9]+|-+$/g, '');
  return name.slice(0, 64) || 'target';
}
