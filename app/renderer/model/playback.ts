import type { Seek, SeekAsked } from '../../contract/seek.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { createVideoClock } from '../../seek/clock/video-clock.ts';
import { createVideoAddress } from '../../seek/video-address.ts';
import { createPlayer, type Player } from '../player/player.ts';
import { putBounded } from './bounded-map.ts';
import { isOver, noLoop, withIn, withOut } from './loop.ts';
import { linkMediaSession } from './media-session.ts';
import { pageId } from './page-id.ts';
import { idlePlayer, playbackStore, SEEKS_KEPT, viewStore, workbenchStore } from './stores.ts';

let current: { player: Player; video: HTMLVideoElement } | null = null;

/**
 * Gives a video element to a player that opens the video.
 * @param asked where to start; null starts at the first frame
 * @returns closes the player
 */
export function startPlayback(
  video: HTMLVideoElement,
  facts: VideoFacts,
  asked: SeekAsked | null,
): () => void {
  const { system, settings } = workbenchStore.getState();
  const media = linkMediaSession(facts.name, playback);
  const player = createPlayer({
    video,
    facts,
    pageId: `${pageId}.${nextVideo++}`,
    streamUrl: createVideoAddress(system?.reproxy.url ?? '', () => known(facts)),
    mayMoveStart: () =>
      facts.target?.mayMoveStart ??
      workbenchStore.getState().system?.configuration.personality === 'cdn',
    onSeek: record,
    onForeignSeek: (timeMs) => playback.seek({ kind: 'time', timeMs }),
    onState(player) {
      const before = playbackStore.getState();
      playbackStore.setState({ player });
      media.tell(player);
      const hasFailed = [...before.seeks.values()].at(-1)?.state === 'failed';
      if (isOver(before.loop, before.player, player, hasFailed)) {
        current?.player.playFrom(before.loop.inMs ?? 0);
      }
    },
  });
  current = { player, video };
  player.setVolume(settings.volume, settings.isMuted);
  player.setAssisted(settings.isAssisted);
  player.open(asked ? { asked, accuracy: settings.seekAccuracy } : undefined);
  return () => {
    player.close();
    media.close();
    if (current?.player === player) current = null;
    playbackStore.setState({ player: idlePlayer, loop: noLoop });
  };
}

let nextVideo = 1;

/** What is known by now of a video that is played. */
function known(begunWith: VideoFacts) {
  const { video } = playbackStore.getState();
  if (video.phase === 'open' && video.name === begunWith.name) return video;
  return { facts: begunWith, clock: createVideoClock(begunWith) };
}

function record(seek: Seek): void {
  playbackStore.setState(({ seeks }) => ({
    seeks: putBounded(seeks, [[seek.id, seek]], SEEKS_KEPT),
  }));
}

export const rates = [0.25, 0.5, 1, 1.5, 2, 4];

/** What the keys and buttons do with the open video; nothing when none is open. */
export const playback = {
  /**
   * More is known of the open video.
   * @returns whether its player goes on with that; null when it has not started yet
   */
  update: (facts: VideoFacts): boolean | null => current?.player.update(facts) ?? null,
  seek(asked: SeekAsked): void {
    // The newest seek is what the user wants to see now.
    viewStore.setState({ rowNumber: null, exchangeIndex: 0 });
    current?.player.seek(asked, workbenchStore.getState().settings.seekAccuracy);
  },
  /** Seeks to a time within the video. */
  seekTo(timeMs: number): void {
    const { video } = playbackStore.getState();
    const durationMs = video.phase === 'open' ? video.facts.durationMs : null;
    if (durationMs === null) return;
    playback.seek({ kind: 'time', timeMs: Math.min(Math.max(timeMs, 0), durationMs) });
  },
  /** Moves on by a time. */
  skip(byMs: number): void {
    viewStore.setState({ rowNumber: null, exchangeIndex: 0 });
    current?.player.skip(byMs, workbenchStore.getState().settings.seekAccuracy);
  },
  /** Shows the first or the last picture. */
  seekEnd(side: 'first' | 'last'): void {
    viewStore.setState({ rowNumber: null, exchangeIndex: 0 });
    current?.player.seekEnd(side);
  },
  /** Puts one end of the loop at the picture on screen. */
  markLoop(side: 'in' | 'out'): void {
    const { video, loop } = playbackStore.getState();
    if (video.phase !== 'open') return;
    const nowMs = playback.currentTimeMs();
    // Media elements stand a fraction of a millisecond beside the frame's own time.
    const timeMs = video.clock.frameAt(nowMs + 0.25) ?? nowMs;
    playbackStore.setState({ loop: side === 'in' ? withIn(loop, timeMs) : withOut(loop, timeMs) });
  },
  snapshot: async () => (await current?.player.snapshot()) ?? null,
  /** Asks once more for what was asked last. */
  repeat(): void {
    const last = [...playbackStore.getState().seeks.values()].at(-1);
    if (last) playback.seek(last.asked);
  },
  togglePlay(): void {
    const { phase } = playbackStore.getState().player;
    if (phase === 'playing') current?.player.pause();
    else current?.player.play();
  },
  play: () => current?.player.play(),
  pause: () => current?.player.pause(),
  stepFrame(direction: 1 | -1): void {
    viewStore.setState({ rowNumber: null, exchangeIndex: 0 });
    current?.player.stepFrame(direction);
  },
  stepKeyframe(direction: 1 | -1): void {
    viewStore.setState({ rowNumber: null, exchangeIndex: 0 });
    current?.player.stepKeyframe(direction);
  },
  setRate: (rate: number) => current?.player.setRate(rate),
  changeRate(direction: 1 | -1): void {
    const at = rates.findIndex((rate) => rate >= playbackStore.getState().player.rate);
    const next = rates[at + direction];
    if (next !== undefined) current?.player.setRate(next);
  },
  setVolume: (volume: number, isMuted: boolean) => current?.player.setVolume(volume, isMuted),
  setAssisted: (isAssisted: boolean) => current?.player.setAssisted(isAssisted),
  /**
   * The element that shows the picture of this seek; null where it shows another, or none: the seek was of another
   * video or page, a newer one took its place, or the picture has moved on since.
   */
  pictureOf({ id, videoName, played }: Seek): HTMLVideoElement | null {
    const { video, player, seeks } = playbackStore.getState();
    const isNewest = [...seeks.keys()].at(-1) === id;
    if (!isNewest || video.phase !== 'open' || video.name !== videoName) return null;
    const isShown = played !== null && !player.isSeeking && player.phase !== 'playing';
    if (!isShown || Math.abs(player.currentTimeMs - played.timeMs) >= 1) return null;
    return current !== null && current.video.videoWidth > 0 ? current.video : null;
  },
  /** The picture's place now; finer than `PlayerState.currentTimeMs` while it plays. */
  currentTimeMs(): number {
    const { player } = playbackStore.getState();
    return player.phase === 'playing' && current
      ? current.player.currentTimeMs
      : player.currentTimeMs;
  },
};
