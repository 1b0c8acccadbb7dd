import { z } from 'zod';
import { playbackAsk, playbackOutcome, playerId } from '../playback.ts';
import type { OperationShape } from './operation-shape.ts';

export const playbackOperations = {
  'playback.take': {
    description: 'A page that plays for a sweep takes its next ask, as soon as there is one.',
    input: z.object({ player: playerId }),
    output: playbackAsk,
  },
  'playback.beat': {
    description: 'Such a page tells that it is alive.',
    input: z.object({ player: playerId }),
    output: z.object({}),
  },
  'playback.done': {
    description: 'Such a page has carried out what it took, and told of the seek.',
    input: playbackOutcome.extend({ player: playerId }),
    output: z.object({}),
  },
} as const satisfies Record<string, OperationShape>;
