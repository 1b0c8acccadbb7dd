import { frameTimeMs } from './media-time.ts';

/**
 * Presentation time of the picture that a media element shows now, ms on the element's clock; null
 * where there is none, or where the browser has no WebCodecs to ask.
 *
 * `requestVideoFrameCallback` cannot be relied on for this: its call comes with the page's next
 * rendering, late where the processor is busy, and never for a picture that was presented between
 * one call and asking for the next.
 */
export function pictureOnScreenMs(video: HTMLVideoElement): number | null {
  if (typeof VideoFrame === 'undefined') return null;
  if (video.videoWidth === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
  try {
    const frame = new VideoFrame(video);
    const { timestamp } = frame;
    frame.close();
    return frameTimeMs(timestamp / 1_000_000);
  } catch {
    // The element has let go of its picture: it is being given another source.
    return null;
  }
}
