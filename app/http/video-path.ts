/** What a video's name never holds: separators of any system, and control characters. */
const FORBIDDEN = /[/\\]|\p{Cc}/u;

/**
 * Makes the URL path of a video: each folder and the file percent-encoded (RFC 3986).
 * @param name unique name in the library, with `/` between folders
 * @returns for example `/clips/a%20b.flv`
 */
export function videoPath(name: string): string {
  return `/${name.split('/').map(encodeURIComponent).join('/')}`;
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
  const isName = segment !== '' && segment !== '.' && segment !== '..' && !FORBIDDEN.test(segment);
  return isName ? segment : null;
}
