/**
 * Addresses of a server under test: `http://host/v/{name}?start={start}`. They are read and filled here
 * and nowhere else.
 */
import { videoPath } from './video-path.ts';

/** How a place is asked for: a byte, a time, or by `Range: bytes=N-`. */
export type StartUnit = 'bytes' | 'ms' | 'seconds' | 'range';

/** A pattern that was understood. */
export interface TargetPattern {
  readonly kind: 'pattern';
  readonly text: string;
  readonly startUnit: StartUnit;
  readonly hasName: boolean;
}

/** Why it is none, as the end of a sentence. */
export interface PatternFault {
  readonly kind: 'fault';
  readonly detail: string;
}

/** What is asked of a target. */
export interface TargetAsk {
  readonly videoName: string;
  /** As it is to stand in the address, percent-encoded; null: none is asked for. */
  readonly start: string | null;
}

/** An address that was filled in. */
export interface FilledPattern {
  readonly url: string;
  /** The Range to ask with; null: none of ours. */
  readonly range: string | null;
}

const UNITS = { start: 'bytes', startMs: 'ms', startSeconds: 'seconds' } as const;
const START = /\{(start|startMs|startSeconds)\}/;
const PLACEHOLDER = /\{([^{}]*)\}/g;
const SHAPE = /^https?:\/\/[^/?#{}@\s]+([/?][^#\s]*)?$/i;
/** What has its place in an address (RFC 3986), and what players send besides. */
const CHARACTERS = /^[\x21\x22\x24-\x7e]*$/;

/** Reads a pattern. */
export function readPattern(text: string): TargetPattern | PatternFault {
  if (/^https?:\/\/[^/?#]*@/i.test(text)) {
    return fault('it has a user in it: that is a field, Authorization');
  }
  if (text.includes('#')) return fault('it has a fragment (#), which no server is sent');
  if (!SHAPE.test(text)) return fault('it is no address like http://host/v/{name}?start={start}');
  if (!CHARACTERS.test(text)) return fault('it has characters that stand percent-encoded in one');
  const names = [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  const stray = text.replaceAll(PLACEHOLDER, '').match(/[{}]/)?.[0];
  if (stray !== undefined) return fault(`it has a "${stray}" that is no part of a placeholder`);
  const unknown = names.find((name) => name !== 'name' && !(name in UNITS));
  if (unknown !== undefined) {
    return fault(`"{${unknown}}" is none of {name}, {start}, {startMs}, {startSeconds}`);
  }
  const starts = names.filter((name): name is keyof typeof UNITS => name in UNITS);
  if (starts.length > 1) return fault('it has more than one start');
  if (names.length - starts.length > 1) return fault('it has {name} more than once');
  const [start] = starts;
  const hasName = names.includes('name');
  return { kind: 'pattern', text, startUnit: start ? UNITS[start] : 'range', hasName };
}

/** What a pattern is filled in from, in the order of its text: texts, and what takes their place. */
type Part = string | { readonly of: 'name' | 'start' };

interface Form {
  readonly path: readonly Part[];
  /** Null: it has no "?". */
  readonly pairs: readonly (readonly Part[])[] | null;
}

/** Made once for each pattern: every request to a target needs it. */
const forms = new WeakMap<TargetPattern, Form>();

function formOf(pattern: TargetPattern): Form {
  const known = forms.get(pattern);
  if (known !== undefined) return known;
  const { text } = pattern;
  const question = text.indexOf('?');
  const form: Form = {
    path: partsOf(question < 0 ? text : text.slice(0, question)),
    pairs:
      question < 0
        ? null
        : text
            .slice(question + 1)
            .split('&')
            .map(partsOf),
  };
  forms.set(pattern, form);
  return form;
}

function partsOf(text: string): Part[] {
  return text
    .split(/(\{[^{}]*\})/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part === '{name}') return { of: 'name' };
      return START.test(part) ? { of: 'start' } : part;
    });
}

/**
 * The address of one video and place. Without a start, the parameter that holds it is left out; in a
 * path it is 0.
 */
export function fillPattern(
  pattern: TargetPattern,
  { videoName, start }: TargetAsk,
): FilledPattern {
  const { path, pairs } = formOf(pattern);
  const range = pattern.startUnit === 'range' && start !== null ? `bytes=${start}-` : null;
  let url = '';
  for (const part of path) {
    if (typeof part === 'string') url += part;
    else url += part.of === 'name' ? videoPath(videoName).slice(1) : pathSegment(start ?? '0');
  }
  if (pairs === null) return { url, range };
  let separator = '?';
  for (const pair of pairs) {
    if (start === null && pair.some(isStart)) continue;
    url += separator;
    separator = '&';
    for (const part of pair) {
      if (typeof part === 'string') url += part;
      else url += part.of === 'name' ? encodeURIComponent(videoName) : (start ?? '');
    }
  }
  return { url, range };
}

const isStart = (part: Part) => typeof part !== 'string' && part.of === 'start';

/** The same address with more parameters, which stay as they are written. */
export function withPairs(url: string, pairs: readonly string[]): string {
  if (pairs.length === 0) return url;
  return `${url}${url.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}

/** What was asked for must not lead to another folder. */
function pathSegment(start: string): string {
  const escaped = start.replace(/[/?\\]/g, encodeURIComponent);
  return /^(?:\.|%2e){1,2}$/i.test(escaped) ? escaped.replaceAll('.', '%2E') : escaped;
}

function fault(detail: string): PatternFault {
  return { kind: 'fault', detail };
}
