import { z } from 'zod';
import {
  guessedTarget,
  target,
  targetChange,
  targetIdentity,
  targetInput,
  targetName,
} from '../target.ts';
import type { OperationShape } from './operation-shape.ts';

export const targetOperations = {
  'target.list': {
    description: 'The servers under test.',
    input: z.object({}),
    output: z.array(target),
  },
  'target.add': {
    description: 'Adds a server under test; one of the same name is replaced.',
    input: targetInput,
    output: z.array(target),
  },
  'target.change': {
    description:
      'Changes a server under test, its name too; a field without a value keeps its own. To another server than before kept values go only with keepSecrets.',
    input: z.object({
      name: targetName,
      target: targetChange,
      /** May what is kept of masked values go to another server than before? */
      keepSecrets: z.boolean().optional(),
    }),
    output: z.array(target),
  },
  'target.remove': {
    description: 'Removes a server under test, from the disk too.',
    input: z.object({ name: targetName }),
    output: z.array(target),
  },
  'target.guess': {
    description: 'Says what target a pasted address or curl command means; adds nothing.',
    input: z.object({ text: z.string().min(1).max(65_536) }),
    output: guessedTarget,
  },
  'target.identify': {
    description:
      'Asks a target a few harmless things, and says which kind of server it behaves like, row by row.',
    input: z.object({ name: targetName, videoName: z.string().min(1).max(1024) }),
    output: targetIdentity,
  },
  'target.save': {
    description: 'Keeps a target for the next run, fields included, or no longer.',
    input: z.object({ name: targetName, isSaved: z.boolean() }),
    output: z.array(target),
  },
} as const satisfies Record<string, OperationShape>;
