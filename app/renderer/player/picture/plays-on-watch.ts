import type { PlayedOn } from '../../../contract/seek.ts';

/** So far is watched, on the element's clock. */
const WATCHED_SECONDS = 3;
/** With less than this before it in the buffer an element waits for bytes, with more for its decoder. */
const WANTING_SECONDS = 0.5;
/** So often a stall that goes on is told, ms. */
const TELL_EVERY_MS = 500;
/** A stall as long as this is told for the last time, ms. */
const GIVE_UP_AFTER_MS = 30_000;

/**
 * Watches how playback goes on from where the element stands: from now or the next `play` on, until it
 * has come far enough, is paused, sought or at its end, or plays faster than it should.
 * @param onChange when that is over, and now and then while it stands still
 * @returns ends it
 */
export function watchPlaysOn(
  video: HTMLVideoElement,
  onChange: (playedOn: PlayedOn) => void,
): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const fromSeconds = video.currentTime;
  let reachedSeconds = fromSeconds;
  let isPlaying = false;
  let stalledMs = 0;
  let stalledSinceMs: number | null = null;
  let telling: ReturnType<typeof setInterval> | undefined;

  const stalledNowMs = () =>
    stalledMs + (stalledSinceMs === null ? 0 : performance.now() - stalledSinceMs);
  const tell = () =>
    onChange({ watchedMs: (reachedSeconds - fromSeconds) * 1000, stalledMs: stalledNowMs() });
  const finish = () => {
    if (signal.aborted) return;
    listening.abort();
    clearInterval(telling);
    if (isPlaying) tell();
  };
  const goOn = () => {
    clearInterval(telling);
    stalledMs = stalledNowMs();
    stalledSinceMs = null;
  };
  const standStill = () => {
    if (stalledSinceMs !== null || !isPlaying || !wantsBytes(video)) return;
    stalledSinceMs = performance.now();
    telling = setInterval(() => {
      if (stalledNowMs() > GIVE_UP_AFTER_MS) finish();
      else tell();
    }, TELL_EVERY_MS);
  };
  const begin = () => {
    if (isPlaying) return;
    isPlaying = true;
    if (video.readyState < video.HAVE_FUTURE_DATA) standStill();
  };
  const reach = () => {
    if (video.seeking) return;
    reachedSeconds = Math.max(fromSeconds, video.currentTime);
    if (reachedSeconds - fromSeconds >= WATCHED_SECONDS) finish();
  };
  const leaveIf = (isLeft: () => boolean) => () => {
    if (isLeft()) finish();
  };

  // Events of what was before the picture may be told late: the element is asked each time.
  video.addEventListener('play', begin, { signal });
  video.addEventListener('playing', goOn, { signal });
  video.addEventListener('waiting', standStill, { signal });
  video.addEventListener('timeupdate', reach, { signal });
  video.addEventListener(
    'pause',
    leaveIf(() => isPlaying && video.paused),
    { signal },
  );
  video.addEventListener(
    'seeking',
    leaveIf(() => video.seeking),
    { signal },
  );
  video.addEventListener(
    'ratechange',
    leaveIf(() => video.playbackRate > 1),
    { signal },
  );
  for (const type of ['ended', 'emptied']) video.addEventListener(type, finish, { signal });
  if (video.playbackRate > 1) finish();
  else if (!video.paused) begin();
  return finish;
}

/** Does nothing follow in the buffer, though there should be something? */
function wantsBytes({ buffered, currentTime, duration }: HTMLVideoElement): boolean {
  if (duration - currentTime < WANTING_SECONDS) return false;
  for (let i = 0; i < buffered.length; i += 1) {
    const isHere = buffered.start(i) <= currentTime && currentTime < buffered.end(i);
    if (isHere) return buffered.end(i) - currentTime < WANTING_SECONDS;
  }
  return true;
}
