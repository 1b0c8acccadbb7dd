import { createStore } from 'zustand/vanilla';
import type { SeeklabError } from '../../contract/errors.ts';
import type { Exchange } from '../../contract/exchange.ts';
import type { Seek, SeekAsked } from '../../contract/seek.ts';
import { defaultSettings, type Settings } from '../../contract/settings.ts';
import type { SystemStatus } from '../../contract/system.ts';
import type { LibraryEntry, ReadingProgress, VideoFacts } from '../../contract/video.ts';
import type { VideoClock } from '../../seek/clock/video-clock.ts';
import type { PlayerState } from '../player/player-state.ts';
import type { ConnectionState } from './connection.ts';
import type { TimelineView } from './timeline-view.ts';

/** As many as the workbench keeps. */
export const EXCHANGES_KEPT = 2000;
export const SEEKS_KEPT = 2000;

/** The open video is still being read, or that failed. */
export interface Reading {
  /** Null until something has been read. */
  progress: ReadingProgress | null;
  error: SeeklabError | null;
}

/** The chosen video; `asked` is where a link wants it to start. */
export type OpenVideo =
  | { phase: 'none' }
  | {
      phase: 'opening';
      name: string;
      asked: SeekAsked | null;
      /** Null until something has been read. */
      progress: ReadingProgress | null;
    }
  | {
      phase: 'open';
      name: string;
      asked: SeekAsked | null;
      /** What its player was started with. */
      begunWith: VideoFacts;
      /** What is known of it now. */
      facts: VideoFacts;
      clock: VideoClock;
      /** Null once it was read to its end. */
      reading: Reading | null;
    }
  | { phase: 'failed'; name: string; error: SeeklabError };

/** What the workbench told us; written by `session.ts` only. */
export interface WorkbenchState {
  connection: ConnectionState;
  system: SystemStatus | null;
  library: readonly LibraryEntry[] | null;
  settings: Settings;
  /** By id, in order of arrival. */
  exchanges: ReadonlyMap<string, Exchange>;
}

export const workbenchStore = createStore<WorkbenchState>(() => ({
  connection: { phase: 'connecting' },
  system: null,
  library: null,
  settings: defaultSettings,
  exchanges: new Map(),
}));

/** The open video, its player, and the seeks of this page, by id, in the order they were asked. */
export interface PlaybackState {
  video: OpenVideo;
  player: PlayerState;
  seeks: ReadonlyMap<string, Seek>;
}

/** The player's state while there is none. */
export const idlePlayer: PlayerState = {
  phase: 'idle',
  currentTimeMs: 0,
  durationMs: 0,
  buffered: [],
  rate: 1,
  isMuted: false,
  volume: 1,
  error: null,
};

export const playbackStore = createStore<PlaybackState>(() => ({
  video: { phase: 'none' },
  player: idlePlayer,
  seeks: new Map(),
}));

export const inspectorTabs = ['heads', 'prefix', 'timing'] as const;
export type InspectorTab = (typeof inspectorTabs)[number];

export type LogFilter = 'all' | 'seeks' | 'stray' | 'problems';

/** A short message at the foot of the window. */
export interface Notice {
  id: number;
  text: string;
  error: SeeklabError | null;
}

/** What the user chose to look at. */
export interface ViewState {
  /** Id of the chosen row of the seek log; null follows the newest. */
  rowId: string | null;
  /** Which exchange of a row that has several. */
  exchangeIndex: number;
  tab: InspectorTab;
  headLook: 'explained' | 'raw';
  logFilter: LogFilter;
  /** The part of the video that the timeline shows; null shows all of it. */
  timelineView: TimelineView | null;
  isLibraryOpen: boolean;
  /** In a narrow window the log and the inspector share one place. */
  narrowPane: 'log' | 'inspector';
  isKeysOpen: boolean;
  notice: Notice | null;
}

export const viewStore = createStore<ViewState>(() => ({
  rowId: null,
  exchangeIndex: 0,
  tab: 'heads',
  headLook: 'explained',
  logFilter: 'all',
  timelineView: null,
  isLibraryOpen: true,
  narrowPane: 'log',
  isKeysOpen: false,
  notice: null,
}));
