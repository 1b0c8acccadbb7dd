import { createStore } from 'zustand/vanilla';
import type { LineChange } from '../../checks/explained-line.ts';
import type { CheckPlace } from '../../contract/check.ts';
import type { SeeklabError } from '../../contract/errors.ts';
import type { Fault } from '../../contract/fault.ts';
import type { LogCounts, LogEntry, LogRow, LogStatistics, LogView } from '../../contract/log.ts';
import type { Seek, SeekAsked } from '../../contract/seek.ts';
import type { SessionStatus } from '../../contract/session.ts';
import { defaultSettings, type Settings } from '../../contract/settings.ts';
import type { SystemStatus } from '../../contract/system.ts';
import type { Target } from '../../contract/target.ts';
import type {
  LibraryEntry,
  ReadingProgress,
  SkippedFiles,
  VideoFacts,
} from '../../contract/video.ts';
import type { VideoClock } from '../../seek/clock/video-clock.ts';
import type { PlayerState } from '../player/player-state.ts';
import type { ConnectionState } from './connection.ts';
import { type Loop, noLoop } from './loop.ts';
import type { TimelineView } from './timeline-view.ts';

/** Of this page's seeks, for the marks on the timeline and the page's address; the log has all. */
export const SEEKS_KEPT = 20;

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
      /** Its bytes are others by now: what is known of it holds no more. */
      replaced: SeeklabError | null;
    }
  | { phase: 'failed'; name: string; error: SeeklabError };

/** What the workbench told us; written by `workbench-client.ts` only. */
export interface WorkbenchState {
  connection: ConnectionState;
  system: SystemStatus | null;
  library: readonly LibraryEntry[] | null;
  targets: readonly Target[];
  /** What the embedded parts do wrong on purpose. */
  faults: readonly Fault[];
  /** How saving the log goes; null until it is known. */
  session: SessionStatus | null;
  settings: Settings;
}

export const workbenchStore = createStore<WorkbenchState>(() => ({
  connection: { phase: 'connecting' },
  system: null,
  library: null,
  targets: [],
  faults: [],
  session: null,
  settings: defaultSettings,
}));

/** What the page has of the workbench's log; written by `log-view.ts` only. */
export interface LogState {
  /** How many rows each filter lets through. */
  counts: LogCounts;
  /** The rows in sight and around them: `from` is the place of the first one in the view. */
  rows: readonly LogRow[];
  from: number;
  /** Those that stand above the others, whatever the view. */
  pinned: readonly LogRow[];
  /** What the rows were read for, and how many fit it. */
  view: LogView;
  fitting: number;
  /** Rows that have not been looked at yet. */
  unread: number;
  /** By how many places rows in sight have moved since the page was loaded, because older ones went. */
  shift: number;
  /** Of what is shown; null until it has been asked for. */
  statistics: LogStatistics | null;
  /** The row to inspect, and its place in the view. */
  chosen: LogEntry | null;
  chosenPlace: number | null;
  /** Columns that are not taken away again while one scrolls. */
  hasVideos: boolean;
  hasLongNumbers: boolean;
  hasMarks: boolean;
}

/** All rows, in order of arrival. */
export const wholeLog: LogView = { filter: 'all', text: '', sort: null };

export const emptyLog: LogState = {
  counts: { all: 0, seeks: 0, others: 0, problems: 0, failed: 0 },
  rows: [],
  from: 0,
  pinned: [],
  view: wholeLog,
  fitting: 0,
  unread: 0,
  shift: 0,
  statistics: null,
  chosen: null,
  chosenPlace: null,
  hasVideos: false,
  hasLongNumbers: false,
  hasMarks: false,
};

export const logStore = createStore<LogState>(() => emptyLog);

/** A row that is compared with another one. */
export interface ComparedRow {
  number: number;
  /** Null until it has been read. */
  entry: LogEntry | null;
  /** The log has forgotten it; `entry` is what had been read of it. */
  isGone: boolean;
}

/** The two rows side by side, whole; written by `compared-rows.ts` only. */
export interface ComparedState {
  /** Null while nothing is compared. */
  rows: readonly [ComparedRow, ComparedRow] | null;
}

export const comparedStore = createStore<ComparedState>(() => ({ rows: null }));

/** The open video, its player, and the newest seeks of this page, by id, in the order of asking. */
export interface PlaybackState {
  video: OpenVideo;
  player: PlayerState;
  seeks: ReadonlyMap<string, Seek>;
  loop: Loop;
}

/** The player's state while there is none. */
export const idlePlayer: PlayerState = {
  phase: 'idle',
  currentTimeMs: 0,
  oldPictureMs: null,
  isSeeking: false,
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
  loop: noLoop,
}));

export const inspectorTabs = ['heads', 'prefix', 'tags', 'timing', 'checks'] as const;
export type InspectorTab = (typeof inspectorTabs)[number];

/** A line of a head, a byte of the prefix or a recorded tag, by its index. */
export type ShownPlace =
  | Exclude<CheckPlace, { kind: 'body' }>
  | { readonly kind: 'tag'; readonly index: number };

/** What can be lit, and the number of the row that has it. */
export type Spot = ShownPlace & { row: number };

/** A short message at the foot of the window. */
export interface Notice {
  id: number;
  text: string;
  error: SeeklabError | null;
  /** What can be done about it. */
  action: { label: string; run: () => void } | null;
}

export const noSelection: ReadonlySet<number> = new Set();

/** What the user chose to look at. */
export interface ViewState {
  /** Number of the chosen row of the seek log; null follows the newest. */
  rowNumber: number | null;
  /** Numbers of the rows that are selected together; empty while one is chosen alone. */
  selected: ReadonlySet<number>;
  /** Numbers of the rows whose note is written; null while none is. */
  notedRows: readonly number[] | null;
  /** Numbers of the rows that are made again; null while nothing is. */
  replayedRows: readonly number[] | null;
  /** Which exchange of a row that has several. */
  exchangeIndex: number;
  tab: InspectorTab;
  /** `changes`: what travelled on unchanged stands folded. */
  headLook: 'changes' | 'all' | 'raw';
  /** Only lines that changed so are seen; null: all that changed. */
  headChange: Exclude<LineChange, 'kept'> | null;
  /** What a check speaks of, to be lit. */
  spot: Spot | null;
  compareLook: 'all' | 'differences';
  logView: LogView;
  /** The part of the video that the timeline shows; null shows all of it. */
  timelineView: TimelineView | null;
  isLibraryOpen: boolean;
  /** In a narrow window the log and the inspector share one place. */
  narrowPane: 'log' | 'inspector';
  /** The picture and its controls cover all else. */
  isPictureLarge: boolean;
  isKeysOpen: boolean;
  isPaletteOpen: boolean;
  isSessionsOpen: boolean;
  isSettingsOpen: boolean;
  /** What a folder has besides its videos, to be shown; null while nobody asks. */
  skipped: SkippedFiles | null;
  /** Are the sweeps shown in place of the log? */
  isSweepsOpen: boolean;
  isFaultsOpen: boolean;
  notice: Notice | null;
}

export const viewStore = createStore<ViewState>(() => ({
  rowNumber: null,
  selected: noSelection,
  notedRows: null,
  replayedRows: null,
  exchangeIndex: 0,
  tab: 'heads',
  headLook: 'changes',
  headChange: null,
  spot: null,
  compareLook: 'all',
  logView: wholeLog,
  timelineView: null,
  isLibraryOpen: true,
  narrowPane: 'log',
  isPictureLarge: false,
  isKeysOpen: false,
  isPaletteOpen: false,
  isSessionsOpen: false,
  isSettingsOpen: false,
  skipped: null,
  isSweepsOpen: false,
  isFaultsOpen: false,
  notice: null,
}));
