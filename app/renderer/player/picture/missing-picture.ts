import { describeError, type SeeklabError } from '../../../contract/errors.ts';
import { GIVE_UP_AFTER_MS } from './picture-watch.ts';

/** No picture came though its bytes had: what the media element says of itself. */
export function missingPicture(limitMs: number, video: HTMLVideoElement): SeeklabError {
  const has = ['no metadata', 'the metadata only', 'one picture', 'pictures', 'enough to play'];
  const seeking = video.seeking ? ' and is still seeking' : '';
  return describeError('picture_missing', {
    limitMs,
    detail: `the browser has ${has[video.readyState]}${seeking}`,
  });
}

/** None came for good, or another one; times are ms on the player's clock. */
export function missingForGood(
  shownMs: number | null,
  targetMs: number | null,
  video: HTMLVideoElement,
): SeeklabError {
  return shownMs === null || targetMs === null
    ? missingPicture(GIVE_UP_AFTER_MS, video)
    : describeError('picture_wrong', { played: shownMs, expected: targetMs });
}
