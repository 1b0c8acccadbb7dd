/**
 * Media elements compare times as floating-point seconds: half a millisecond more picks the frame
 * that begins at the time, never the one before. File times are whole milliseconds.
 */
const HALF_MS = 0.5;

/** What to set `currentTime` to, so that the frame of that time is shown. */
export function toMediaSeconds(timeMs: number): number {
  return (timeMs + HALF_MS) / 1000;
}

/** The time that was asked for; elements keep a `currentTime` a few microseconds off. */
export function fromMediaSeconds(seconds: number): number {
  return Math.max(0, Math.round((seconds * 1000 - HALF_MS) * 100) / 100);
}

/**
 * The presentation time that a frame has in the file, from its media time. Chromium gives just that;
 * Firefox 153 gives the time that was sought, half a ms included, to the frame shown at it.
 */
export function frameTimeMs(mediaSeconds: number): number {
  return Math.floor(mediaSeconds * 1000 + HALF_MS / 2);
}

/** Exact to the microsecond, as media times are. */
export function toMs(seconds: number): number {
  return Math.round(seconds * 1_000_000) / 1000;
}
