import type { z } from 'zod';
import { faultsOperations } from './operations/faults.ts';
import { libraryOperations } from './operations/library.ts';
import { logOperations } from './operations/log.ts';
import { playbackOperations } from './operations/playback.ts';
import { seekOperations } from './operations/seek.ts';
import { sessionOperations } from './operations/session.ts';
import { settingsOperations } from './operations/settings.ts';
import { sweepsOperations } from './operations/sweeps.ts';
import { systemOperations } from './operations/system.ts';
import { targetOperations } from './operations/target.ts';
import { videoOperations } from './operations/video.ts';

/**
 * Everything that a door can ask the workbench for. The handlers are in `app/core/operations`, by the
 * same nouns. They stand apart from the schemas because a page needs these, and has no Node.
 */
export const operations = {
  ...systemOperations,
  ...faultsOperations,
  ...libraryOperations,
  ...videoOperations,
  ...targetOperations,
  ...logOperations,
  ...seekOperations,
  ...playbackOperations,
  ...sessionOperations,
  ...sweepsOperations,
  ...settingsOperations,
};

export type OperationName = keyof typeof operations;
export type OperationInput<N extends OperationName> = z.input<(typeof operations)[N]['input']>;
export type OperationOutput<N extends OperationName> = z.output<(typeof operations)[N]['output']>;
/** What whoever asks for an operation is told while they wait; never where it tells nothing. */
export type OperationProgress<N extends OperationName> = (typeof operations)[N] extends {
  progress: infer P extends z.ZodType;
}
  ? z.output<P>
  : never;
