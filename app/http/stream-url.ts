/**
 * Addresses of videos on the application and on the reproxy in front of it:
 * `/v/NAME?start=OFFSET&seek=ID`. They are made and read here and nowhere else.
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
const SEEK_PAIR = /^seek=((?![0-9.:]*$)[A-Za-z0-9_.:-]{1,64})$/;

/**
 * The address of a video.
 * @param baseUrl of the reproxy or the application
 * @param name its name in the library; `/` between folders stays
 * @param start byte offset; 0 asks for the whole file
 * @param seekId matches the exchange to the seek; without it the request is like anybody's
 */
export function streamUrl(
  baseUrl: string,
  name: string,
  { start = 0, seekId }: { start?: number; seekId?: string } = {},
): string {
  const params = new URLSearchParams();
  if (start > 0) params.set('start', String(start));
  if (seekId !== undefined) params.set('seek', seekId);
  const query = params.size > 0 ? `?${params}` : '';
  return `${baseUrl.replace(/\/+$/, '')}/v${videoPath(name)}${query}`;
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
  const values = new URLSearchParams(query).getAll('start');
  const [value] = values;
  if (value === undefined) return { kind: 'absent' };
  const isOffset = /^\d*$/.test(value) && Number(value) <= Number.MAX_SAFE_INTEGER;
  if (values.length > 1) return { kind: 'invalid', value: values.join('&start=') };
  return { kind: isOffset ? 'valid' : 'invalid', value };
}

/** The seek that a request belongs to; null when it says none. */
export function seekIdOf(target: string): string | null {
  for (const pair of pairsOf(target)) {
    const [, id] = SEEK_PAIR.exec(pair) ?? [];
    if (id !== undefined) return id;
  }
  return null;
}

/**
 * The same address or target as anybody would ask for it, without our mark of a seek: all else of it
 * stays byte for byte, because an application may have signed it.
 */
export function withoutSeekId(address: string): string {
  const pairs = pairsOf(address);
  const others = pairs.filter((pair) => !SEEK_PAIR.test(pair));
  if (others.length === pairs.length) return address;
  const path = address.slice(0, address.indexOf('?'));
  return others.length === 0 ? path : `${path}?${others.join('&')}`;
}

/** What stands in a query, as it is written. */
function pairsOf(address: string): string[] {
  const question = address.indexOf('?');
  // Nearly all requests of other clients end here.
  if (question < 0 || !address.includes('seek=', question)) return [];
  return address.slice(question + 1).split('&');
}
