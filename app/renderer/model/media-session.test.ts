import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PlayerState } from '../player/player-state.ts';
import { linkMediaSession } from './media-session.ts';
import { idlePlayer } from './stores.ts';

/** As a browser has it, and one action that this one does not know. */
class Session {
  handlers = new Map<string, ((details: object) => void) | null>();
  metadata: unknown = null;
  position: unknown = 'never told';
  setActionHandler(action: string, handler: ((details: object) => void) | null) {
    if (action === 'seekforward') throw new TypeError('unknown action');
    this.handlers.set(action, handler);
  }
  setPositionState(position?: unknown) {
    this.position = position;
  }
  press(action: string, details: object = {}) {
    this.handlers.get(action)?.({ action, ...details });
  }
}

let session = new Session();
beforeEach(() => {
  session = new Session();
  vi.stubGlobal('navigator', { mediaSession: session });
  vi.stubGlobal(
    'MediaMetadata',
    class {
      readonly init: unknown;
      constructor(init: unknown) {
        this.init = init;
      }
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function link() {
  const done: unknown[][] = [];
  const note =
    (name: string) =>
    (...values: unknown[]) =>
      void done.push([name, ...values]);
  const actions = {
    play: () => note('play')(),
    pause: () => note('pause')(),
    seekTo: note('seekTo'),
    skip: note('skip'),
  };
  return { done, media: linkMediaSession('clips/a.flv', actions) };
}

test('media keys and the media panel do what our buttons do, in milliseconds', () => {
  const { done } = link();
  expect(session.metadata).toEqual({ init: { title: 'clips/a.flv' } });
  session.press('play');
  session.press('pause');
  session.press('seekto', { seekTime: 5.5 });
  session.press('seekbackward');
  session.press('seekbackward', { seekOffset: 3 });
  expect(done).toEqual([['play'], ['pause'], ['seekTo', 5500], ['skip', -10_000], ['skip', -3000]]);
});

test.each<[string, Partial<PlayerState>, object]>([
  ['no duration', { durationMs: 0, currentTimeMs: 5 }, {}],
  [
    'a picture',
    { durationMs: 60_000, currentTimeMs: 1500, rate: 2 },
    { duration: 60, position: 1.5, playbackRate: 2 },
  ],
  [
    'a picture beyond the end',
    { durationMs: 60_000, currentTimeMs: 60_040 },
    { duration: 60, position: 60, playbackRate: 1 },
  ],
])('the panel is told where the picture is: %s', (_, patch, position) => {
  link().media.tell({ ...idlePlayer, ...patch });
  expect(session.position).toEqual(position);
});

test('a video that is closed leaves nothing behind', () => {
  const { done, media } = link();
  media.close();
  for (const action of session.handlers.keys()) session.press(action);
  expect(done).toEqual([]);
  expect([session.metadata, session.position]).toEqual([null, undefined]);
});

test('a browser without a media session plays as well', () => {
  vi.stubGlobal('navigator', {});
  const { media } = link();
  media.tell(idlePlayer);
  media.close();
});

test('a running seek is told once its picture is there, and nothing that the browser counts itself', () => {
  vi.useFakeTimers();
  const { media } = link();
  const playing = { ...idlePlayer, phase: 'playing' as const, durationMs: 60_000 };
  media.tell({ ...playing, currentTimeMs: 1000, isSeeking: true });
  expect(session.position).toBe('never told');
  media.tell({ ...playing, currentTimeMs: 1000 });
  expect(session.position).toMatchObject({ position: 1 });
  vi.advanceTimersByTime(2000);
  media.tell({ ...playing, currentTimeMs: 3001 });
  expect(session.position).toMatchObject({ position: 1 });
  media.tell({ ...playing, currentTimeMs: 30_000 });
  expect(session.position).toMatchObject({ position: 30 });
  media.tell({ ...playing, currentTimeMs: 30_000, rate: 2 });
  expect(session.position).toMatchObject({ playbackRate: 2 });
});
