import { CodedError } from '../../contract/errors.ts';
import { streamedNameOf, VIDEO_FOLDER } from '../../http/stream-url.ts';
import { videoNameOf, videoPath } from '../../http/video-path.ts';

/**
 * Reads how a user names a video of the application.
 * @param text a name such as `clips/a.flv`, or an address such as
 *   `http://127.0.0.1:8080/v/clips/a.flv?start=5`
 * @param applicationUrl base URL; null while the embedded application is asked
 * @throws CodedError `served_video_unusable`
 */
export function readServedName(text: string, applicationUrl: string | null): string {
  const isAddress = /^https?:\/\//i.test(text);
  const name = isAddress ? nameInAddress(text, applicationUrl) : nameAsTyped(text);
  if (name !== null) return name;
  const detail = isAddress
    ? `its address does not begin with ${trimSlash(applicationUrl ?? 'http://HOST:PORT')}${VIDEO_FOLDER}`
    : 'a name is a path without empty, "." or ".." parts, and without control characters';
  throw new CodedError('served_video_unusable', { name: text, detail });
}

function nameAsTyped(text: string): string | null {
  return videoNameOf(videoPath(text)) === text ? text : null;
}

function nameInAddress(text: string, applicationUrl: string | null): string | null {
  if (applicationUrl === null || !URL.canParse(text)) return null;
  const { origin, pathname } = new URL(text);
  const base = trimSlash(new URL(applicationUrl).href);
  const address = origin + pathname;
  return address.startsWith(base) ? streamedNameOf(address.slice(base.length)) : null;
}

const trimSlash = (url: string) => url.replace(/\/+$/, '');
