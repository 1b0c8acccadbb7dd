import type { SeeklabError } from '../../contract/errors.ts';
import { toSeeklabError } from '../../contract/errors.ts';
import type { Seek, SeekAsked } from '../../contract/seek.ts';
import { isPlan, type SeekPlan } from '../plan/seek-plan.ts';
import { createSeekRecord, type SeekRecord } from './seek-record.ts';

/** A seek that is being carried out, and how to say how it ended. */
export interface ActiveSeek {
  readonly plan: SeekPlan;
  readonly record: SeekRecord;
  /** Resolves when the seek has ended, whichever way. */
  readonly ended: Promise<void>;
  /** The picture to show, ms on the player's clock; null while only the answer can tell. */
  readonly targetMs: number | null;
  /** The answer tells which picture it is. */
  aimAt(timeMs: number): void;
  /** The picture (or sound) of `timeMs` was presented, at `atMs` on the page's monotonic clock. */
  played(timeMs: number, atMs: number): void;
  /** All was read that is wanted of a file that no browser shows. */
  inspected(): void;
  /** Also after the seek has ended: then the error is told beside its picture. */
  failed(error: SeeklabError): void;
}

/** Carries seeks out, one after the other. */
export interface SeekRunner {
  /** @returns what to do when the seek has ended, whichever way */
  start(seek: ActiveSeek): () => void;
  close(): void;
}

/** What the screen may know between two snapshots of a seek. */
export interface SeekStatus {
  isOpened: boolean;
  /** A picture (or sound) of this video was presented. */
  hasPicture: boolean;
  /** What went wrong last, until a seek succeeds. */
  error: SeeklabError | null;
  /** Where the running seek is going, ms on the player's clock; null when none is running. */
  runningToMs: number | null;
}

/** Runs one seek at a time: the last one wins. */
export interface SeekControl {
  readonly status: SeekStatus;
  readonly isRunning: boolean;
  /** The server has gone quiet. A picture that is late is no such case: it comes or fails soon. */
  readonly isStuck: boolean;
  /**
   * Starts a seek in place of the running one.
   * @param isAssisted goes into its record, and tells the runner how to carry it out
   * @returns its id
   */
  begin(asked: SeekAsked, plan: SeekPlan | SeeklabError, isAssisted?: boolean): string;
  close(): void;
}

/** What a control works with and whom it tells. */
export interface SeekControlOptions {
  runner: SeekRunner;
  pageId: string;
  videoName: string;
  /** Name of the target that is asked; null: the embedded reproxy. */
  target: string | null;
  /** Why the video cannot be shown, if it cannot. */
  firstError: SeeklabError | null;
  onSeek: (seek: Seek) => void;
  /** The status changed. */
  onStatus: () => void;
  /** The running seek ended by itself. */
  onSettled: () => void;
}

/** Numbers the seeks, keeps their records, and hands them to the runner. */
export function createSeekControl(options: SeekControlOptions): SeekControl {
  let count = 0;
  let active: { seek: ActiveSeek; stop: () => void; end: () => void } | null = null;
  const status: Omit<SeekStatus, 'runningToMs'> = {
    isOpened: false,
    hasPicture: false,
    error: options.firstError,
  };

  const release = () => {
    const released = active;
    active = null;
    released?.stop();
    released?.end();
    return released?.seek.record;
  };
  const settle = () => {
    release();
    options.onStatus();
    options.onSettled();
  };
  const activate = (plan: SeekPlan, record: SeekRecord) => {
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    let { targetMs } = plan;
    const seek: ActiveSeek = {
      plan,
      record,
      ended,
      get targetMs() {
        return targetMs;
      },
      aimAt(timeMs) {
        targetMs = timeMs;
      },
      played(timeMs, atMs) {
        Object.assign(status, { hasPicture: true, error: null });
        const firstPictureMs = record.elapsedMs(atMs);
        record.finish('played', { played: { timeMs }, firstPictureMs, error: null });
        settle();
      },
      inspected() {
        record.finish('inspected');
        settle();
      },
      failed(error) {
        status.error = error;
        record.fail(error);
        if (active?.seek === seek) settle();
        else options.onStatus();
      },
    };
    active = { seek, end, stop: () => undefined };
    try {
      const stop = options.runner.start(seek);
      if (active?.seek === seek) active.stop = stop;
      else stop();
    } catch (cause) {
      seek.failed(toSeeklabError(cause));
    }
  };

  return {
    get status() {
      return { ...status, runningToMs: active?.seek.targetMs ?? null };
    },
    get isRunning() {
      return active !== null;
    },
    get isStuck() {
      const error = active?.seek.record.seek.error ?? null;
      return error !== null && error.code !== 'picture_missing';
    },
    begin(asked, plan, isAssisted = true) {
      release()?.finish('superseded');
      count += 1;
      status.isOpened = true;
      const id = `${options.pageId}-${count}`;
      const { videoName, target, onSeek } = options;
      const record = createSeekRecord({
        id,
        videoName,
        target,
        asked,
        isAssisted,
        expectedMs: expectedMs(asked, plan),
        onSeek,
      });
      if (isPlan(plan)) activate(plan, record);
      else record.fail(plan);
      options.onStatus();
      return id;
    },
    close() {
      release()?.finish('superseded');
      options.runner.close();
    },
  };
}

/** What was asked for in time; a plan for a time may aim at the keyframe before it. */
function expectedMs(asked: SeekAsked, plan: SeekPlan | SeeklabError): number | null {
  if (asked.kind === 'time') return asked.timeMs;
  return isPlan(plan) ? plan.targetMs : null;
}
