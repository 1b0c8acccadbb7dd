import { type Fields, fieldValue } from '../../http/fields.ts';
import type { RequestHead } from '../../http/request-head.ts';
import type { UpstreamUrl } from '../upstream/endpoint.ts';
import type { RelayTarget } from './relay-target.ts';

const LINE_END = '\r\n';
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
  const { raw, fields } = request;
  const { authority } = url.endpoint;
  const own = ownLines(options);
  const isLeftOut = leavingOut(fields, options);
  let kept = '';
  let hasHost = false;
  let from = raw.indexOf(LINE_END) + LINE_END.length;
  for (const { name, key } of fields) {
    const end = raw.indexOf(LINE_END, from) + LINE_END.length;
    const ours = own.get(key);
    if (key === 'host') {
      hasHost = true;
      kept += `${name}: ${authority}${LINE_END}`;
    } else if (ours !== undefined) {
      kept += ours;
      // A field that comes several times is replaced once.
      own.set(key, '');
    } else if (!isLeftOut(key)) kept += raw.slice(from, end);
    from = end;
  }
  const start = `${request.method} ${url.target} HTTP/1.${request.minorVersion}${LINE_END}`;
  const host = hasHost ? '' : `Host: ${authority}${LINE_END}`;
  return `${start}${host}${kept}${[...own.values()].join('')}${LINE_END}`;
}

/** Whole lines by their lower-case names: the target's fields, and its Range. */
function ownLines(options: TargetRequestOptions): Map<string, string> {
  return new Map(
    fieldsFor(options).map(({ name, value }) => [
      name.toLowerCase(),
      `${name}: ${value}${LINE_END}`,
    ]),
  );
}

function fieldsFor({ target, range, isElsewhere }: TargetRequestOptions) {
  const fields = isElsewhere
    ? target.fields.filter(({ name }) => HARMLESS.has(name.toLowerCase()))
    : target.fields;
  return range === null ? fields : [...fields, { name: 'Range', value: range }];
}

function leavingOut(
  fields: Fields,
  { range, isFromOurPage, isElsewhere }: TargetRequestOptions,
): (key: string) => boolean {
  const isBrowser = fieldValue(fields, 'sec-fetch-site') !== undefined;
  return (key) =>
    (isFromOurPage && (ABOUT_OUR_PAGE.includes(key) || key.startsWith('sec-fetch-'))) ||
    (isBrowser && key === 'cookie') ||
    (isElsewhere && !HARMLESS.has(key)) ||
    (range !== null && key === 'if-range');
}
