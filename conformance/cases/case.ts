import { sample, sorenson } from '../media.ts';
import type { Conversation, Outcome } from '../wire/converse.ts';

/** What one answer has to be. */
export interface ExpectedAnswer {
  statusLine: string;
  /** Null: no Content-Length. Absent: exactly as many as were received. `any`: not compared. */
  contentLength?: number | null | 'any';
  /** All that came up to the next head. */
  received: Uint8Array | Page;
}

/** A body that a server words by itself: these bytes, then a text like that. */
export interface Page {
  prefix: Uint8Array;
  text: RegExp;
}

/** What a server does with one conversation, as recorded in the oracle. */
export interface Behaviour {
  answers: readonly ExpectedAnswer[];
  connection: Outcome['connection'];
  /** What storage was asked, in order: `GET /sample.flv HTTP/1.0, Range: bytes=10-`. */
  storage: readonly string[];
}

/** One row of the oracle. */
export interface ConformanceCase extends Conversation, Behaviour {
  /** The row's number in the oracle. */
  row: number;
  title: string;
  /** Which of several servers of the peer is asked; the first one where absent. */
  server?: string;
}

/** The offset most rows ask for, inside each file. */
export const N = 100_000;
export const M = 25_000;
/** An offset near the end, where the rest is small. */
export const TAIL = sample.length - 5_000;

type Overrides = Partial<Omit<ConformanceCase, 'row' | 'title' | 'answers'>>;

/**
 * Stands in a request for the port of the storage that ignores Range in HTTP/1.0; each proxy under
 * test has a tap of its own before it.
 */
export const MODERN_PORT = '{modern-port}';

/** A row with one request and one answer, on a connection that is left open. */
export function row(
  number: number,
  title: string,
  request: string,
  answer: ExpectedAnswer,
  overrides: Overrides = {},
): ConformanceCase {
  return {
    row: number,
    title,
    requests: [request],
    sending: 'in-turn',
    settle: 'framing',
    answers: [answer],
    connection: 'open',
    storage: [],
    ...overrides,
  };
}

/** @param fields further field lines, without line ends */
export function get(target: string, ...fields: string[]): string {
  return request('GET', target, fields);
}

export function head(target: string, ...fields: string[]): string {
  return request('HEAD', target, fields);
}

function request(method: string, target: string, fields: string[]): string {
  const lines = [`${method} ${target} HTTP/1.1`, 'Host: conformance.test', ...fields];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** The 13 bytes of the 2007 patch, of its successor and of lighttpd. */
export const patchPrefix = Buffer.from('464c5601010000000900000009', 'hex');
/** The 13 bytes of nginx since 2011. */
export const nginxPrefix = Buffer.from('464c5601050000000900000000', 'hex');

/** The prefix and the rest of the file. */
export function prefixed(file: Buffer, from: number, end = file.length): Buffer {
  return Buffer.concat([patchPrefix, file.subarray(from, end)]);
}

/** A body without a prefix that is a text like this. */
export function page(text: RegExp): Page {
  return { prefix: Buffer.alloc(0), text };
}

/** lighttpd's error page. */
export const storagePage = page(/^<\?xml/);
/** The prefix, and lighttpd's error page behind it. */
export const prefixedStoragePage: Page = { ...storagePage, prefix: patchPrefix };

/** A request that storage gets from Perlbal. */
export function asked(path: string, range?: string, method = 'GET'): string {
  return `${method} ${path} HTTP/1.0${range === undefined ? '' : `, Range: bytes=${range}`}`;
}

export { sample, sorenson };
