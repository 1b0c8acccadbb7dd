import { z } from 'zod';
import { seekReport } from '../log.ts';
import { replayInput, replayState } from '../replay.ts';
import type { OperationShape } from './operation-shape.ts';

export const seekOperations = {
  'seek.report': {
    description: 'A page tells how its seeks stand; the newest state of each counts.',
    input: z.object({ reports: z.array(seekReport).max(200) }),
    output: z.object({}),
  },
  'seek.replay': {
    description:
      'Makes seeks of the log again, or those of a list, one after the other and without a player, and says what changed.',
    input: replayInput,
    output: replayState,
    progress: replayState,
  },
} as const satisfies Record<string, OperationShape>;
