import type { PlayerState } from '../player/player.ts';

/** How far "back" and "forward" go where the browser does not say, s. */
const USUAL_SKIP_SECONDS = 10;

/** The panel shows seconds. */
const TOLERANCE_MS = 250;

/** What media keys and the browser's media panel do with a video. */
export interface MediaActions {
  play(): void;
  pause(): void;
  seekTo(timeMs: number): void;
  skip(byMs: number): void;
}

/** The open video, as media keys and the browser's media panel see it. */
export interface MediaSessionLink {
  /** The player has changed. */
  tell(state: PlayerState): void;
  close(): void;
}

/**
 * Lets media keys and the browser's media panel play and seek as our own buttons do. Without this
 * they move the media element, whose clock is another one where nothing is assisted.
 */
export function linkMediaSession(title: string, actions: MediaActions): MediaSessionLink {
  const session = 'mediaSession' in navigator ? navigator.mediaSession : null;
  if (!session) return { tell: () => undefined, close: () => undefined };
  const skip =
    (direction: 1 | -1) =>
    ({ seekOffset }: MediaSessionActionDetails) =>
      actions.skip(direction * (seekOffset ?? USUAL_SKIP_SECONDS) * 1000);
  const handlers: [MediaSessionAction, MediaSessionActionHandler][] = [
    ['play', actions.play],
    ['pause', actions.pause],
    ['seekto', ({ seekTime }) => actions.seekTo((seekTime ?? 0) * 1000)],
    ['seekbackward', skip(-1)],
    ['seekforward', skip(1)],
  ];
  const handle = (isOpen: boolean) => {
    for (const [action, handler] of handlers) {
      try {
        session.setActionHandler(action, isOpen ? handler : null);
      } catch {
        // A browser that does not have the action has no key for it either.
      }
    }
  };
  session.metadata = new MediaMetadata({ title });
  handle(true);
  let told: { state: PlayerState; atMs: number } | null = null;
  /** Browsers count on by themselves, and telling each picture takes time from the next one. */
  const isTold = (state: PlayerState, nowMs: number) => {
    if (told?.state.durationMs !== state.durationMs || told.state.rate !== state.rate) return false;
    if (told.state.phase !== state.phase) return false;
    const countedMs = state.phase === 'playing' ? (nowMs - told.atMs) * state.rate : 0;
    return Math.abs(told.state.currentTimeMs + countedMs - state.currentTimeMs) < TOLERANCE_MS;
  };
  return {
    tell(state) {
      const atMs = performance.now();
      if (state.isSeeking || isTold(state, atMs)) return;
      told = { state, atMs };
      session.setPositionState?.(positionOf(state));
    },
    close() {
      handle(false);
      session.metadata = null;
      session.setPositionState?.();
    },
  };
}

/** @returns nothing, which takes the position away, while the duration is not known */
function positionOf({ durationMs, currentTimeMs, rate }: PlayerState): MediaPositionState {
  if (durationMs <= 0) return {};
  const position = Math.min(Math.max(currentTimeMs, 0), durationMs) / 1000;
  return { duration: durationMs / 1000, position, playbackRate: rate };
}
