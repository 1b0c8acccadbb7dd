/**
 * Addresses of videos on the application and on the reproxy in front of it: `/v/NAME`, with a query
 * where an application has one. A request adds `start=OFFSET&seek=ID` to it. All of that is made and
 * read here and nowhere else.
 */
import { anyNameOf, videoNameOf, videoPath } from './video-path.ts';

/** The folder that all videos seem to lie in. */
export const VIDEO_FOLDER = '/v/';

/** The `start` of a query: `value` as given when it is a byte offset; empty when given without one. */
export type StartParameter =
  | { kind: 'absent' }
  | { kind: 'valid'; value: string }
  | { kind: 'invalid'; value: string };

/** Our mark of a seek. What is a number or a time is a parameter of the application's own. */
const SEEK_ID = /^(?![0-9.:]*$)[A-Za-z0-9_.:-]{1,64}$/;

/**
 * The address of a video that goes by its name alone: a path, percent-encoded.
 * @param name in the library; `/` between folders stays
 */
export function videoAddress(name: string): string {
  return `/v${videoPath(name)}`;
}

/**
 * Where a video is asked for.
 * @param baseUrl of the reproxy or the application
 * @param address the video's path and query, which stay byte for byte: they may be signed
 * @param start byte offset, or what a target takes for a place; 0 asks for the whole file
 * @param seekId matches the exchange to the seek; without it the request is like anybody's
 */
export function streamUrl(
  baseUrl: string,
  address: string,
  { start = 0, seekId }: { start?: number | string; seekId?: string } = {},
): string {
  const params = new URLSearchParams();
  if (typeof start === 'string' || start > 0) params.set('start', String(start));
  if (seekId !== undefined) params.set('seek', seekId);
  const url = baseUrl.replace(/\/+$/, '') + address;
  if (params.size === 0) return url;
  return `${url}${address.includes('?') ? '&' : '?'}${params}`;
}

/** A query without the `start` that whoever asks puts there; all else of it stays byte for byte. */
export function withoutStart(query: string): string {
  const pairs = query.split('&');
  return pairs.filter((pair) => !/^start(=|$)/.test(pair)).join('&');
}

/** Is this target, with whatever `start` and mark, a request for the video at that address? */
export function isTargetOf(target: string, address: string): boolean {
  if (address.includes('?')) return `${target}&`.startsWith(`${address}&`);
  return decoded(target.split('?', 1)[0] ?? '') === decoded(address);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Anybody may ask for anything after a %; then it names no video of ours.
    return path;
  }
}

/**
 * The video that a path names; null when it names none.
 * @param path still percent-encoded, without query
 */
export function streamedNameOf(path: string): string | null {
  return path.startsWith(VIDEO_FOLDER) ? videoNameOf(path.slice(VIDEO_FOLDER.length - 1)) : null;
}

/**
 * The same for names that are only looked up, such as MogileFS keys: those may have any form.
 * @param path still percent-encoded, without query
 */
export function streamedKeyOf(path: string): string | null {
  return path.startsWith(VIDEO_FOLDER) ? anyNameOf(path.slice(VIDEO_FOLDER.length - 1)) : null;
}

/**
 * Reads `start` from a query. A byte offset is decimal digits, 0 to 2^53 - 1, once; empty counts as
 * the whole file (contract page, "`FLV-START: 0` or empty").
 * @param query without the `?`
 */
export function readStart(query: string): StartParameter {
  const values = startsIn(query);
  const [value] = values;
  if (value === undefined) return { kind: 'absent' };
  const isOffset = /^\d*$/.test(value) && Number(value) <= Number.MAX_SAFE_INTEGER;
  if (values.length > 1) return { kind: 'invalid', value: values.join('&start=') };
  return { kind: isOffset ? 'valid' : 'invalid', value };
}

/** Without anything encoded by hand: a log reads a hundred thousand of them at once. */
function startsIn(query: string): string[] {
  const isPlain = /^[!-~]*$/.test(query) && !/^\?|[%+]/.test(query);
  if (!isPlain) return new URLSearchParams(query).getAll('start');
  return query
    .split('&')
    .filter((pair) => pair === 'start' || pair.startsWith('start='))
    .map((pair) => pair.slice('start='.length));
}

/** The seek that a request belongs to; null when it says none. */
export function seekIdOf(target: string): string | null {
  const pairs = pairsOf(target);
  return seekIdIn(pairs[markIn(pairs)] ?? '');
}

/** What the ids of seeks that are made again without a page begin with. */
export const REPLAY_MARK = 'replay.';

/** Between a seeker's own name and what it asks to be answered as. */
const MANNERS = /_([a-z]+(?:-[a-z]+)*)(\.quirks)?-\d+$/;

/** The name of a seeker of our page whose seeks alone are to be answered in other manners. */
export function seekerIdAs(
  seekerId: string,
  { personality, hasQuirks }: { personality: string; hasQuirks: boolean },
): string {
  return `${seekerId}_${personality}${hasQuirks ? '.quirks' : ''}`;
}

/** The manners that a seek of such a seeker asks for; null for any other. */
export function mannersAskedBy(seekId: string): { personality: string; hasQuirks: boolean } | null {
  const [, personality, quirks] = MANNERS.exec(seekId) ?? [];
  return personality === undefined ? null : { personality, hasQuirks: quirks !== undefined };
}

/**
 * The same address or target as anybody would ask for it, without our mark of a seek: all else of it
 * stays byte for byte, because an application may have signed it.
 */
export function withoutSeekId(address: string): string {
  const pairs = pairsOf(address);
  const at = markIn(pairs);
  if (at < 0) return address;
  const others = pairs.toSpliced(at, 1);
  const path = address.slice(0, address.indexOf('?'));
  return others.length === 0 ? path : `${path}?${others.join('&')}`;
}

/** The last that looks like our mark is ours: an application's own `seek` stands before it. */
function markIn(pairs: readonly string[]): number {
  return pairs.findLastIndex((pair) => seekIdIn(pair) !== null);
}

/** `URLSearchParams` escapes a colon; who escapes more than it must has not made our mark. */
function seekIdIn(pair: string): string | null {
  if (!pair.startsWith('seek=')) return null;
  const id = pair.slice('seek='.length).replaceAll(/%3a/gi, ':');
  return SEEK_ID.test(id) ? id : null;
}

/** What stands in a query, as it is written. */
function pairsOf(address: string): string[] {
  const question = address.indexOf('?');
  // Nearly all requests of other clients end here.
  if (question < 0 || !address.includes('seek=', question)) return [];
  return address.slice(question + 1).split('&');
}
