import { frameTimeMs } from './media-time.ts';
import type { Playhead } from './playhead.ts';

/** A picture as it was shown. */
export interface Snapshot {
  png: Blob;
  /** Of its frame, ms on the player's clock; null where nobody knows. */
  timeMs: number | null;
}

/**
 * The picture on screen, in the video's own size. While it plays that is the next one: only of one
 * that is just presented the browser tells the time.
 * @returns null where there is no picture
 */
export async function takeSnapshot(
  video: HTMLVideoElement,
  playhead: Playhead,
): Promise<Snapshot | null> {
  const hasPicture = () => video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
  if (!hasPicture() || video.videoWidth === 0) return null;
  const isMoving = !video.paused && !video.seeking && !video.ended;
  if (!isMoving || !video.requestVideoFrameCallback) {
    return draw(video, playhead.pictureMs);
  }
  return new Promise((resolve, reject) => {
    const atEnd = () => settle(playhead.pictureMs);
    const settle = (timeMs: number | null) => {
      video.cancelVideoFrameCallback(handle);
      for (const event of stops) video.removeEventListener(event, atEnd);
      draw(video, timeMs).then(resolve, reject);
    };
    const handle = video.requestVideoFrameCallback((_now, { mediaTime }) =>
      settle(frameTimeMs(mediaTime) + playhead.shiftMs),
    );
    for (const event of stops) video.addEventListener(event, atEnd);
  });
}

/** After these no further picture may come. */
const stops = ['pause', 'ended', 'emptied'] as const;

async function draw(video: HTMLVideoElement, timeMs: number | null): Promise<Snapshot | null> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return png && { png, timeMs };
}
