import type { SeeklabError } from '../../contract/errors.ts';
import type { Assist, Seek, SeekAsked, SeekState } from '../../contract/seek.ts';

/** One seek while it goes on; every change is told as a new snapshot. */
export interface SeekRecord {
  readonly id: string;
  readonly seek: Seek;
  readonly isRunning: boolean;
  /** Milliseconds from when it was asked, on the page's monotonic clock, to `atMs` (now). */
  elapsedMs(atMs?: number): number;
  change(patch: Partial<Seek>): void;
  addAssist(assist: Assist): void;
  /** The answer is not what was asked for: the seek fails, whatever picture it shows. */
  misled(error: SeeklabError): void;
  /** What a running seek waits for; null takes it back. */
  quiet(error: SeeklabError | null): void;
  /** Ends a running seek; one that has ended stays as it ended. */
  finish(state: Exclude<SeekState, 'running'>, patch?: Partial<Seek>): void;
  fail(error: SeeklabError): void;
}

/** Who asks what. */
export interface SeekRecordOptions {
  id: string;
  videoName: string;
  target: string | null;
  asked: SeekAsked;
  isAssisted: boolean;
  expectedMs: number | null;
  onSeek: (seek: Seek) => void;
}

/** Starts the record of a seek that is asked now, and tells its first snapshot. */
export function createSeekRecord(options: SeekRecordOptions): SeekRecord {
  const { onSeek, ...asked } = options;
  const askedAtMs = performance.now();
  let seek: Seek = {
    ...asked,
    askedAtEpochMs: performance.timeOrigin + askedAtMs,
    state: 'running',
    source: null,
    requestedOffset: null,
    status: null,
    landed: null,
    resync: null,
    played: null,
    headMs: null,
    firstByteMs: null,
    firstPictureMs: null,
    endedMs: null,
    prefixHex: null,
    assists: [],
    raw: null,
    playedOn: null,
    error: null,
  };
  let misleading: SeeklabError | null = null;
  const change = (patch: Partial<Seek>) => {
    seek = { ...seek, ...patch };
    onSeek(seek);
  };
  onSeek(seek);
  const elapsedMs = (atMs = performance.now()) => atMs - askedAtMs;

  return {
    id: options.id,
    get seek() {
      return seek;
    },
    get isRunning() {
      return seek.state === 'running';
    },
    elapsedMs,
    change,
    misled(error) {
      misleading = error;
    },
    quiet(error) {
      if (seek.state === 'running') change({ error });
    },
    addAssist: (assist) => change({ assists: [...seek.assists, assist] }),
    finish(state, patch = {}) {
      if (seek.state !== 'running') return;
      const isMisled = misleading !== null && state !== 'superseded';
      const ending = isMisled ? { state: 'failed' as const, error: misleading } : { state };
      change({ ...patch, ...ending, endedMs: elapsedMs() });
    },
    fail(error) {
      // A picture that was shown stays shown; what broke afterwards is told beside it.
      const isRunning = seek.state === 'running';
      change(isRunning ? { state: 'failed', error, endedMs: elapsedMs() } : { error });
    },
  };
}
