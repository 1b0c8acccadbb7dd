/** What a video's name never holds: separators of any system, and control characters. */
const FORBIDDEN = /[/\\]|\p{Cc}/u;

/**
 * Makes the URL path of a video: each folder and the file percent-encoded (RFC 3986). Where a part is
 * empty, `.` or `..`, as a MogileFS key may have it, the slashes are encoded too, so that nobody on the
 * way makes another path of it.
 * @param name unique name in the library, with `/` between folders
 * @returns for example `/clips/a%20b.flv`
 */
export function videoPath(name: string): string {
  const segments = name.split('/');
  if (!segments.some(isMovable)) return `/${segments.map(encodeURIComponent).join('/')}`;
  return `/${segments.length > 1 ? encodeURIComponent(name) : name.replaceAll('.', '%2E')}`;
}

/** Would somebody on the way leave it out, or go up a folder (RFC 3986, section 5.2.4)? */
function isMovable(segment: string): boolean {
  return segment === '' || segment === '.' || segment === '..';
}

/**
 * Reads any name from a URL path: its bytes are what the name is, and nothing is normalised. To be
 * looked up, never to be joined to a path of a disk.
 * @param path still percent-encoded, without query
 * @returns null when there is none, or it is not UTF-8
 */
export function anyNameOf(path: string): string | null {
  if (!path.startsWith('/') || path === '/') return null;
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    // Malformed percent-encoding: such a path names nothing.
    return null;
  }
}

/**
 * Reads a video's name from a URL path. Nothing is normalised: a path with an empty, `.` or `..`
 * segment, with an encoded separator or control character, or with bytes that are not UTF-8, names
 * no video.
 * @param path still percent-encoded, without query
 */
export function videoNameOf(path: string): string | null {
  if (!path.startsWith('/')) return null;
  const segments = path.slice(1).split('/').map(decodeSegment);
  return segments.every((segment) => segment !== null) ? segments.join('/') : null;
}

function decodeSegment(encoded: string): string | null {
  let segment: string;
  try {
    segment = decodeURIComponent(encoded);
  } catch {
    // Malformed percent-encoding: such a path names nothing.
    return null;
  }
  return isMovable(segment) || FORBIDDEN.test(segment) ? null : segment;
}
