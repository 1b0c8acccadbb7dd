import { z } from 'zod';
import { videoFacts, videoReading } from '../video.ts';
import type { OperationShape } from './operation-shape.ts';

export const videoOperations = {
  'video.open': {
    description: 'Reads a video: header, codecs, keyframe index, sequence headers, findings.',
    input: z.object({ name: z.string().min(1).max(4096) }),
    output: videoFacts,
    progress: videoReading,
  },
  'video.check': {
    description: 'Tells whether a video has been replaced since it was read.',
    input: z.object({ name: z.string().min(1).max(4096), state: z.string().max(100) }),
    output: z.object({ isReplaced: z.boolean() }),
  },
} as const satisfies Record<string, OperationShape>;
