import type {
  OperationInput,
  OperationName,
  OperationOutput,
  OperationProgress,
} from '../contract/operations.ts';
import type { RpcEvent } from '../contract/rpc.ts';
import type { Topic } from './changes.ts';
import type { VideoOpener } from './library/opened-video.ts';
import type { Log } from './log/log.ts';
import { type Asking, callOperation, type OperationResult, runOperation } from './operation.ts';
import { handlers } from './operations/index.ts';
import type { PlayerDesk } from './playback/player-desk.ts';
import { startParts } from './start-parts.ts';
import {
  type SweepBench,
  type SweptSystem,
  sweepBenchOf,
  sweptConfiguration,
} from './sweeps/sweep-bench.ts';
import type { Verdicts } from './verdicts/verdicts.ts';
import type { WorkbenchOptions } from './workbench-options.ts';

export type { WorkbenchOptions } from './workbench-options.ts';

/** What changed, and how it is now. */
export type WorkbenchEvent = Extract<RpcEvent, { event: Topic }>;

/** All that Seeklab does, without a door. */
export interface Workbench {
  readonly reproxyUrl: string;
  /** Seeks and exchanges of this run; it tells of its changes itself. */
  readonly log: Pick<Log, 'counts' | 'pinned' | 'subscribe' | 'tap'>;
  /** Judges a seek that was made without telling the log of it. */
  judge: Verdicts['judge'];
  /** Where a video of the library lies on this machine; null where it does not, or has no name that is text. */
  pathOf(videoName: string): Promise<string | null>;
  readonly playerDesk: Pick<PlayerDesk, 'expect'>;
  /** Opens the file that the answers of a video are held against, where it is on this machine. */
  openFile: VideoOpener;
  /**
   * Does an operation.
   * @throws CodedError as the operation does
   */
  call<N extends OperationName>(
    name: N,
    input: OperationInput<N>,
    asking?: Partial<Asking<OperationProgress<N>>>,
  ): Promise<OperationOutput<N>>;
  /** Does an operation by name with untrusted input; never throws. */
  run(name: string, input: unknown, asking?: Partial<Asking>): Promise<OperationResult>;
  /** Calls the listener at every change, at once; returns the unsubscribe function. */
  subscribe(listener: (event: WorkbenchEvent) => void): () => void;
  /** The web door's origin: its page may read what the reproxy sends. */
  setConsoleOrigin(origin: string): void;
  close(): Promise<void>;
}

const nobodyIsTold = { onProgress: () => undefined };

/**
 * Opens the library and starts the embedded system.
 * @throws CodedError `port_in_use`, `path_unusable`, `usage`, `fault_*`, `session_unknown`, `session_in_use`
 */
export async function createWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const parts = await startParts(options, openSweepBench);
  const { system, settings, faults, catalog, changes, log, targets, verdicts, sessions, sweeps } =
    parts;
  const eventOf = (event: Topic): WorkbenchEvent => {
    switch (event) {
      case 'library':
        return { event, data: catalog.entries() };
      case 'targets':
        return { event, data: targets.list() };
      case 'system':
        return { event, data: system.status() };
      case 'faults':
        return { event, data: faults.list() };
      case 'settings':
        return { event, data: settings.get() };
      case 'session':
        return { event, data: sessions.status() };
      case 'sweeps':
        return { event, data: sweeps.list() };
    }
  };
  return {
    reproxyUrl: system.reproxyUrl,
    log,
    judge: verdicts.judge,
    playerDesk: parts.playerDesk,
    openFile: parts.openFile,
    pathOf: parts.pathOf,
    call: (name, input, asking) =>
      callOperation(handlers, parts, name, input, { ...nobodyIsTold, ...asking }),
    run: (name, input, asking) =>
      runOperation(handlers, parts, name, input, { ...nobodyIsTold, ...asking }),
    subscribe: (listener) => changes.subscribe((topic) => listener(eventOf(topic))),
    setConsoleOrigin: parts.setConsoleOrigin,
    close: parts.close,
  };
}

/** A system beside the one that the window shows, in the same state. */
async function openSweepBench(
  { session: _none, targets: _others, reproxyPort: _taken, ...same }: WorkbenchOptions,
  swept: SweptSystem,
): Promise<SweepBench> {
  const configuration = sweptConfiguration(swept);
  return sweepBenchOf(await createWorkbench({ ...same, configuration, isForSweep: true }), swept);
}
