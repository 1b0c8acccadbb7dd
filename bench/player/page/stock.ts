import flvjs from 'flv.js';
import { type Contestant, type Picture, type Round, video } from './contestant.ts';

/** So long a picture is waited for. */
const LIMIT_MS = 4000;

flvjs.LoggingControl.applyConfig({ enableAll: false });

/** flv.js as it comes, with Range, on a plain server. */
export async function createStock({
  origin,
  facts,
  accuracy,
}: Omit<Round, 'timesMs'>): Promise<Contestant> {
  const player = flvjs.createPlayer(
    { type: 'flv', url: `${origin}/static/${facts.name}` },
    { accurateSeek: accuracy === 'exact' },
  );
  const keyframes = facts.index.timesMs.map((timeMs) => timeMs - facts.baseTimestampMs);
  player.on(flvjs.Events.ERROR, () => undefined);
  player.attachMediaElement(video);
  const first = nextPicture(() => true);
  player.load();
  await first;

  return {
    seek(timeMs) {
      const from = keyframes.findLast((keyframe) => keyframe <= timeMs) ?? 0;
      const picture = nextPicture((shown) => shown >= from - 1 && shown <= timeMs + 1);
      player.currentTime = timeMs / 1000 + 0.0005;
      return picture;
    },
    close() {
      player.destroy();
      video.load();
    },
  };
}

/** The next fitting picture; registered before the seek that brings it. */
async function nextPicture(isFitting: (timeMs: number) => boolean): Promise<Picture | null> {
  const startedAtMs = performance.now();
  const shown = await new Promise<{ timeMs: number; atMs: number } | null>((resolve) => {
    const limit = setTimeout(() => resolve(null), LIMIT_MS);
    const look: VideoFrameRequestCallback = (_now, { mediaTime }) => {
      const timeMs = Math.round(mediaTime * 1_000_000) / 1000;
      if (!isFitting(timeMs)) {
        video.requestVideoFrameCallback(look);
        return;
      }
      clearTimeout(limit);
      resolve({ timeMs, atMs: performance.now() });
    };
    video.requestVideoFrameCallback(look);
  });
  if (!shown || !(await isSought(startedAtMs + LIMIT_MS))) return null;
  return { tookMs: shown.atMs - startedAtMs, timeMs: shown.timeMs, isReseek: false };
}

/** Pixels can be read once the element has finished seeking; it does not always. */
async function isSought(untilMs: number): Promise<boolean> {
  while (video.seeking || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
    if (performance.now() > untilMs) return false;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return true;
}
