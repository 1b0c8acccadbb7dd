/** While it plays on, an element may be so far beyond a time that it was just set to, s. */
const PLAYED_ON_SECONDS = 1;
/** Elements keep a time that they were given a few microseconds off. */
const SAME_SECONDS = 0.001;

/** The one place where the player sets a media element's time. */
export interface ElementTime {
  /** Seeks the media element. */
  set(seconds: number): void;
  /** flv.js was let do what may have set it. */
  note(): void;
  stop(): void;
}

/**
 * Tells the player's own seeks of a media element from those of others: media keys, the browser's
 * media panel, picture in picture, a script. All of them only show as an event `seeking`, some time
 * after the element's time was set. While it seeks, the time that it tells is the one set last: ours,
 * as it was read back at once (browsers bring it within the duration), or another one.
 * @param onForeign the element was set to that time by somebody else, s on its own clock
 */
export function createElementTime(
  video: HTMLVideoElement,
  onForeign: (seconds: number) => void,
): ElementTime {
  const listening = new AbortController();
  const { signal } = listening;
  /** What the element was set to, until it has got there; null when nothing of that is under way. */
  let known: number | null = null;
  /** Events `seeked` that are still to come for what was set: they may be told late, one after the other. */
  let owed = 0;

  const isKnown = (seconds: number) => {
    if (known === null) return false;
    const isOn = !video.seeking && !video.paused;
    const beyond = seconds - known;
    return beyond > -SAME_SECONDS && beyond < (isOn ? PLAYED_ON_SECONDS : SAME_SECONDS);
  };
  const note = () => {
    if (!video.seeking) return;
    known = video.currentTime;
    owed = Math.max(owed, 1);
  };
  const onSeeking = () => {
    const seconds = video.currentTime;
    if (isKnown(seconds)) return;
    known = seconds;
    owed = Math.max(owed, 1);
    onForeign(seconds);
  };
  const onSeeked = () => {
    owed = Math.max(0, owed - 1);
    // Another time may have been set since, and be reached already.
    if (owed === 0 && !video.seeking) known = null;
  };
  const forget = () => {
    known = null;
    owed = 0;
  };

  video.addEventListener('seeking', onSeeking, { signal });
  video.addEventListener('seeked', onSeeked, { signal });
  video.addEventListener('emptied', forget, { signal });
  // A source that turns out shorter than the time: the element goes to its end by itself.
  video.addEventListener('durationchange', note, { signal });
  return {
    set(seconds) {
      // Of a seek that another takes the place of, nothing is told.
      const isReplaced = video.seeking;
      video.currentTime = seconds;
      known = video.currentTime;
      if (video.seeking) owed = isReplaced ? Math.max(owed, 1) : owed + 1;
    },
    note,
    stop: () => listening.abort(),
  };
}
