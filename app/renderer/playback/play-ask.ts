import { MAX_PICTURE_TEXT, PLAYS_ON_MS, type PlaybackAsk } from '../../contract/playback.ts';
import type { Seek } from '../../contract/seek.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { createVideoClock } from '../../seek/clock/video-clock.ts';
import { createVideoAddress } from '../../seek/video-address.ts';
import { pictureAsDataUri } from '../model/picture-as-data-uri.ts';
import { createPlayer, type Player } from '../player/player.ts';

/** Playing on takes no longer: a stall is watched for 30 s, ms. */
const PLAYING_LIMIT_MS = 35_000;

export interface PlayAskParts {
  facts: VideoFacts;
  reproxyUrl: string;
  /** Tells how the seek stands; in order. */
  report(seek: Seek, isKnown: boolean): Promise<unknown>;
}

/**
 * Makes a seek in a player of its own, which is gone afterwards with all its requests.
 * @returns what was on screen at its end, as a data URI; null: nothing was
 */
export async function playAsk(
  video: HTMLVideoElement,
  ask: PlaybackAsk,
  { facts, reproxyUrl, report }: PlayAskParts,
): Promise<string | null> {
  const clock = createVideoClock(facts);
  const seeks = createSeekWatch(report);
  const player = createPlayer({
    video,
    facts,
    pageId: ask.seekerId,
    streamUrl: createVideoAddress(reproxyUrl, () => ({ facts, clock })),
    mayMoveStart: () => ask.mayMoveStart,
    onSeek: seeks.put,
    onForeignSeek: () => undefined,
    onState: () => undefined,
  });
  try {
    player.setVolume(1, true);
    player.open({ asked: ask.asked, accuracy: ask.accuracy });
    const { state } = await seeks.until(({ state }) => state !== 'running');
    const picture = pictureAsDataUri(video, MAX_PICTURE_TEXT);
    if (ask.playsOn && state === 'played') await playOn(video, player, seeks);
    await seeks.tellLast();
    return picture;
  } finally {
    player.close();
  }
}

/** Plays as far as is watched, or to the end of the video. */
async function playOn(video: HTMLVideoElement, player: Player, seeks: SeekWatch): Promise<void> {
  player.play();
  const isWatched = seeks.until(
    ({ playedOn }) => playedOn !== null && (playedOn.watchedMs >= PLAYS_ON_MS || video.ended),
  );
  await Promise.race([isWatched, delay(PLAYING_LIMIT_MS)]);
}

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Follows the one seek of a player. */
interface SeekWatch {
  put(seek: Seek): void;
  /** Resolves with the first state of it that fits. */
  until(fits: (seek: Seek) => boolean): Promise<Seek>;
  /** Tells how it stands now. */
  tellLast(): Promise<unknown>;
}

function createSeekWatch(report: PlayAskParts['report']): SeekWatch {
  let newest: Seek | null = null;
  let look = (_: Seek) => {};
  return {
    put(seek) {
      const isNew = newest === null;
      newest = seek;
      // Its exchanges look for it. What becomes of it is told once, at its end.
      if (isNew) void report(seek, false).catch(() => 'the connection is lost: the page stops');
      look(seek);
    },
    until: (fits) =>
      new Promise((resolve) => {
        look = (seek) => {
          if (fits(seek)) resolve(seek);
        };
        if (newest) look(newest);
      }),
    tellLast: async () => newest && report(newest, true),
  };
}
