import { z } from 'zod';
import { libraryEntry, skippedFiles } from '../video.ts';
import type { OperationShape } from './operation-shape.ts';

const libraryNames = z.array(z.string().min(1).max(4096)).min(1).max(1000);

export const libraryOperations = {
  'library.list': {
    description: 'The videos of the library.',
    input: z.object({}),
    output: z.array(libraryEntry),
  },
  'library.add': {
    description: 'Adds a video file, or a folder with all videos in it, by path.',
    input: z.object({ path: z.string().min(1).max(4096) }),
    output: z.array(libraryEntry),
  },
  'library.remove': {
    description: 'Takes videos of this machine out of the library, for this run; their files stay.',
    input: z.object({ names: libraryNames }),
    output: z.object({ removed: z.array(z.string()) }),
  },
  'library.restore': {
    description: 'Takes back videos that were removed from the library.',
    input: z.object({ names: libraryNames }),
    output: z.array(libraryEntry),
  },
  'library.skipped': {
    description: 'What lies in a folder and is no video for the library, and why.',
    input: z.object({ path: z.string().min(1).max(4096) }),
    output: skippedFiles,
  },
  'library.add-served': {
    description:
      'Adds a video of your own application, by its name there or its address; it stands last.',
    input: z.object({ name: z.string().min(1).max(4096) }),
    output: z.array(libraryEntry),
  },
  'library.find-keys': {
    description:
      'Lists the MogileFS keys that begin so, 1,000 at most, also those beyond the first 10,000.',
    input: z.object({ prefix: z.string().min(1).max(4096) }),
    output: z.object({ count: z.number().int(), isWhole: z.boolean() }),
  },
  'library.sizes': {
    description: 'Looks up the sizes of entries of which it is not known yet.',
    input: z.object({ names: z.array(z.string().min(1).max(4096)).max(100) }),
    output: z.array(libraryEntry),
  },
} as const satisfies Record<string, OperationShape>;
