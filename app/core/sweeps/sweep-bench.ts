import type { AnsweredAs } from '../../contract/exchange.ts';
import type { OperationInput, OperationName, OperationOutput } from '../../contract/operations.ts';
import type { Pace, SystemConfiguration, SystemStatus } from '../../contract/system.ts';
import type { TargetInput } from '../../contract/target.ts';
import type { VideoFacts } from '../../contract/video.ts';
import type { VideoOpener } from '../library/opened-video.ts';
import type { SeekBench } from '../seeks/judged-seeker.ts';

/** Where the first keyframe of an answer is enough: most of a body would be thrown away. */
export const SWEEP_PACE: Pace = { burstBytes: 64 * 1024, bytesPerSecond: 32_000_000 };

/**
 * Whom a sweep of the window asks: a system beside the one that the window shows, with the same videos,
 * whose manners are the sweep's own and whose exchanges stand in nobody's log.
 */
export interface SweepBench extends SeekBench {
  openFile: VideoOpener;
  /** @throws CodedError as opening a video does */
  openVideo(name: string, signal: AbortSignal): Promise<VideoFacts>;
  answerAs(manners: AnsweredAs): Promise<unknown>;
  close(): Promise<void>;
}

/** The system that the window shows, as a sweep is to find it. */
export interface SweptSystem {
  system: SystemStatus;
  targets: readonly TargetInput[];
  isWhole: boolean;
}

export const sweptConfiguration = ({ system, isWhole }: SweptSystem): SystemConfiguration => ({
  ...{ ...system.configuration, pace: isWhole ? null : SWEEP_PACE },
});

/** A workbench of the sweep's own. */
interface OwnBench extends SeekBench {
  openFile: VideoOpener;
  call<N extends OperationName>(
    name: N,
    input: OperationInput<N>,
    asking?: { signal?: AbortSignal },
  ): Promise<OperationOutput<N>>;
  close(): Promise<void>;
}

/**
 * Puts a workbench into the state of the one that the window shows.
 * @throws CodedError as adding a target does; the workbench is closed then
 */
export async function sweepBenchOf(
  bench: OwnBench,
  { system, targets }: SweptSystem,
): Promise<SweepBench> {
  try {
    for (const target of targets) await bench.call('target.add', target);
    for (const part of ['application', 'storage'] as const) {
      const { isEmbedded, isUp } = system[part];
      if (isEmbedded && !isUp) await bench.call('system.switch-part', { part, isUp });
    }
  } catch (error) {
    await bench.close();
    throw error;
  }
  return {
    ...{ reproxyUrl: bench.reproxyUrl, log: bench.log, judge: bench.judge },
    openFile: bench.openFile,
    openVideo: (name, signal) => bench.call('video.open', { name }, { signal }),
    answerAs: (manners) => bench.call('system.configure', manners),
    close: bench.close,
  };
}
