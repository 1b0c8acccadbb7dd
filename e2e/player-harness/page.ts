import type { RawVerdict, Seek, SeekAsked } from '../../app/contract/seek.ts';
import type { VideoFacts } from '../../app/contract/video.ts';
import {
  createPlayer,
  type Player,
  type PlayerState,
  type SeekAccuracy,
} from '../../app/renderer/player/player.ts';
import { readFrameNumber } from './read-frame-number.ts';

/** A seek that has ended, and the frame number in the picture at that moment. */
export interface Outcome {
  seek: Seek;
  frame: number | null;
}

/** What the tests call in the page. */
export interface Harness {
  readonly video: HTMLVideoElement;
  /** Newest snapshot of every seek, by id, in order. */
  readonly seeks: Map<string, Seek>;
  readonly state: PlayerState | null;
  readonly player: Player;
  create(facts: VideoFacts): void;
  open(at?: { asked: SeekAsked; accuracy?: SeekAccuracy }): Promise<Outcome>;
  seek(asked: SeekAsked, accuracy: SeekAccuracy): Promise<Outcome>;
  /** Sets the media element's time as media keys do; resolves when the seek that follows has ended. */
  moveElement(seconds: number): Promise<Outcome>;
  /** Resolves when the last of the seeks so far has ended. */
  lastEnded(): Promise<Outcome>;
  /** Resolves when the player says that it is in this phase. */
  phase(phase: PlayerState['phase']): Promise<PlayerState>;
  /** Resolves when the newest seek has its raw verdict. */
  rawVerdict(): Promise<RawVerdict>;
  frame(): number | null;
  /** A time, read while one and the same picture was on screen, and the number in it. */
  reading(read: () => number): { timeMs: number; frame: number | null };
  /** Where the media element's own clock stands, and where it ends, s. */
  place(): { currentTime: number; duration: number };
  /** Closes the player, if there is one. */
  close(): void;
}

declare global {
  interface Window {
    harness: Harness;
  }
}

const video = document.querySelector('video') ?? document.createElement('video');
const seeks = new Map<string, Seek>();
const changed = new EventTarget();
let player: Player | null = null;
let state: PlayerState | null = null;

const tell = () => changed.dispatchEvent(new Event('change'));
const until = <T>(read: () => T | null): Promise<T> =>
  new Promise((resolve) => {
    const look = () => {
      const value = read();
      if (value === null) return;
      changed.removeEventListener('change', look);
      resolve(value);
    };
    changed.addEventListener('change', look);
    look();
  });
const ended = (id: string): Promise<Outcome> =>
  until(() => {
    const seek = seeks.get(id);
    return seek && seek.state !== 'running' ? { seek, frame: readFrameNumber(video) } : null;
  });
const lastId = () => [...seeks.keys()].at(-1) ?? '';
const current = (): Player => {
  if (!player) throw new Error('create a player first');
  return player;
};

window.harness = {
  video,
  seeks,
  get state() {
    return state;
  },
  get player() {
    return current();
  },
  create(facts) {
    player?.close();
    seeks.clear();
    player = createPlayer({
      video,
      facts,
      pageId: `page-${performance.now().toString(36)}`,
      streamUrl: (start, seekId) =>
        `/v/${facts.name}?${start === 0 ? '' : `start=${start}&`}seek=${seekId}`,
      onSeek(seek) {
        seeks.set(seek.id, seek);
        tell();
      },
      onForeignSeek: (timeMs) => player?.seek({ kind: 'time', timeMs }, 'exact'),
      onState(next) {
        state = next;
        tell();
      },
    });
  },
  open(at) {
    current().open(at);
    return ended(lastId());
  },
  seek: (asked, accuracy) => ended(current().seek(asked, accuracy)),
  async moveElement(seconds) {
    const before = lastId();
    video.currentTime = seconds;
    return ended(await until(() => (lastId() === before ? null : lastId())));
  },
  lastEnded: () => ended(lastId()),
  phase: (phase) => until(() => (state?.phase === phase ? state : null)),
  rawVerdict: () => until(() => seeks.get(lastId())?.raw ?? null),
  frame: () => readFrameNumber(video),
  reading(read) {
    // The next picture may come between two readings.
    for (;;) {
      const before = readFrameNumber(video);
      const timeMs = read();
      const frame = readFrameNumber(video);
      if (before === frame) return { timeMs, frame };
    }
  },
  place: () => ({ currentTime: video.currentTime, duration: video.duration }),
  close() {
    player?.close();
    player = null;
  },
};
