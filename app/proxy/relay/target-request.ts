import { type RawLine, readRawHead } from '../../http/raw-head.ts';
import type { RequestHead } from '../../http/request-head.ts';
import type { UpstreamUrl } from '../upstream/endpoint.ts';
import type { RelayTarget } from './relay-target.ts';

/** What a browser says of the page that asks, and of how it asks. */
const ABOUT_OUR_PAGE = ['origin', 'referer', 'cache-control', 'pragma'];
/** All that another server hears than the one that was meant: no field whose meaning is not known. */
const HARMLESS = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'connection',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'pragma',
  'range',
  'user-agent',
]);

export interface TargetRequestOptions {
  readonly target: RelayTarget;
  /** Takes the place of the client's Range; null: that goes on. */
  readonly range: string | null;
  readonly isFromOurPage: boolean;
  /** Is it another server than the target's own? Then it gets no credentials. */
  readonly isElsewhere: boolean;
}

/**
 * The head of a target hop: the client's request as it came, line by line. Rewritten: request target and
 * Host. Replaced or added: the target's fields, and a Range where places are asked for by one.
 *
 * Left out is what does not come from the client: what the browser says of our own page (its address, and
 * that its answer should not come from the browser's cache), and the cookies that a browser keeps for
 * this machine, which are other programs'.
 */
export function composeTargetHead(
  request: RequestHead,
  url: UpstreamUrl,
  options: TargetRequestOptions,
): string {
  const given = fieldsFor(options);
  const own = new Map(given.map(({ name, value }) => [name.toLowerCase(), `${name}: ${value}`]));
  const host = `Host: ${url.endpoint.authority}`;
  const lines = readRawHead(request.raw)?.fields ?? [];
  const isLeftOut = leavingOut(lines, options);
  const kept = lines.flatMap((line) => {
    if (line.key === 'host') return `${line.name}: ${url.endpoint.authority}`;
    const ours = own.get(line.key);
    if (ours === undefined) return isLeftOut(line.key) ? [] : line.raw;
    // A field that comes several times is replaced once.
    own.set(line.key, '');
    return ours === '' ? [] : ours;
  });
  const added = [...own.values()].filter((line) => line !== '' && !kept.includes(line));
  const hasHost = lines.some(({ key }) => key === 'host');
  const start = `${request.method} ${url.target} HTTP/1.${request.minorVersion}`;
  return `${[start, ...(hasHost ? [] : [host]), ...kept, ...added].join('\r\n')}\r\n\r\n`;
}

function fieldsFor({ target, range, isElsewhere }: TargetRequestOptions) {
  const fields = isElsewhere
    ? target.fields.filter(({ name }) => HARMLESS.has(name.toLowerCase()))
    : target.fields;
  return range === null ? fields : [...fields, { name: 'Range', value: range }];
}

function leavingOut(
  lines: readonly RawLine[],
  { range, isFromOurPage, isElsewhere }: TargetRequestOptions,
): (key: string) => boolean {
  const isBrowser = lines.some(({ key }) => key === 'sec-fetch-site');
  return (key) =>
    (isFromOurPage && (ABOUT_OUR_PAGE.includes(key) || key.startsWith('sec-fetch-'))) ||
    (isBrowser && key === 'cookie') ||
    (isElsewhere && !HARMLESS.has(key)) ||
    (range !== null && key === 'if-range');
}
