import { z } from 'zod';
import { fault, MAX_FAULT_TEXT } from '../fault.ts';
import type { OperationShape } from './operation-shape.ts';

export const faultsOperations = {
  'faults.list': {
    description: 'The faults that the embedded parts show on purpose.',
    input: z.object({}),
    output: z.array(fault),
  },
  'faults.add': {
    description:
      'Switches faults on, such as storage:stall@500000,every=3; several with ";" between them, all or none. They hold until they are switched off, or the program ends.',
    input: z.object({ text: z.string().min(1).max(MAX_FAULT_TEXT) }),
    /** `added`: ids of those that are on since. */
    output: z.object({ added: z.array(z.number().int()), faults: z.array(fault) }),
  },
  'faults.remove': {
    description: 'Switches a fault off.',
    input: z.object({ id: z.number().int().positive() }),
    output: z.array(fault),
  },
  'faults.clear': {
    description: 'Switches all faults off.',
    input: z.object({}),
    output: z.array(fault),
  },
} as const satisfies Record<string, OperationShape>;
