import { CodedError } from '../../contract/errors.ts';
import { streamedNameOf, VIDEO_FOLDER, videoAddress, withoutStart } from '../../http/stream-url.ts';
import { videoNameOf, videoPath } from '../../http/video-path.ts';

/** What a text may mean: the video's name here, and the path and query that it is asked for by. */
export interface ServedName {
  /** A query may hold a secret: `?…` stands for it. */
  name: string;
  address: string;
}

/** Stands in a name for a query. */
const QUERY_KEPT_BACK = '?…';

/**
 * Reads how a user names a video of the application. What follows a `?` is its query, and so sent as
 * it is; only where the application knows no such video is the `?` one of the name.
 * @param text a name such as `clips/a.flv` or `a.flv?sig=x`, or an address such as
 *   `http://127.0.0.1:8080/v/clips/a.flv?start=5`; the `start` is left out of it
 * @param applicationUrl base URL; null while the embedded application is asked
 * @returns what it may mean, to be tried in this order; at least one
 * @throws CodedError `served_video_unusable`
 */
export function readServedName(text: string, applicationUrl: string | null): ServedName[] {
  const isAddress = /^https?:\/\//i.test(text);
  const meanings = isAddress ? inAddress(text, applicationUrl) : asTyped(text);
  if (meanings.length > 0) return meanings;
  const detail = isAddress
    ? `its address does not begin with ${trimSlash(applicationUrl ?? 'http://HOST:PORT')}${VIDEO_FOLDER}`
    : 'a name is a path without empty, "." or ".." parts, and without control characters';
  throw new CodedError('served_video_unusable', { name: keepBack(text), detail });
}

/** Does this name stand for one whose query only this run knows? */
export function isQueryKeptBack(name: string): boolean {
  return name.endsWith(QUERY_KEPT_BACK);
}

function asTyped(text: string): ServedName[] {
  const plain = isName(text) ? [{ name: text, address: videoAddress(text) }] : [];
  const [path = '', ...rest] = text.split('?');
  if (rest.length === 0 || !isName(path)) return plain;
  // As a browser sends it: spaces and the like are escaped, all else stays.
  const { search } = new URL(`http://a/?${rest.join('?')}`);
  return [servedAt(path, videoAddress(path), search), ...plain];
}

function isName(text: string): boolean {
  return videoNameOf(videoPath(text)) === text;
}

function inAddress(text: string, applicationUrl: string | null): ServedName[] {
  if (applicationUrl === null || !URL.canParse(text)) return [];
  const { origin, pathname, search } = new URL(text);
  const base = trimSlash(new URL(applicationUrl).href);
  const place = origin + pathname;
  if (!place.startsWith(base)) return [];
  const path = place.slice(base.length);
  const name = streamedNameOf(path);
  return name === null ? [] : [servedAt(name, path, search)];
}

/** @param search with its `?`, or empty */
function servedAt(name: string, path: string, search: string): ServedName {
  const query = withoutStart(search.slice(1));
  if (query === '') return { name, address: path };
  return { name: name + QUERY_KEPT_BACK, address: `${path}?${query}` };
}

function keepBack(text: string): string {
  const question = text.indexOf('?');
  return question < 0 ? text : text.slice(0, question) + QUERY_KEPT_BACK;
}

const trimSlash = (url: string) => url.replace(/\/+$/, '');
