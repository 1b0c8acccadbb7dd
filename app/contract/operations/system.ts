import { z } from 'zod';
import { systemConfigurationPatch, systemStatus } from '../system.ts';
import type { OperationShape } from './operation-shape.ts';

export const systemOperations = {
  'system.status': {
    description: 'Addresses, ports and state of the embedded parts, versions.',
    input: z.object({}),
    output: systemStatus,
  },
  'system.switch-part': {
    description: 'Stops or starts an embedded part, to see what players do without it.',
    input: z.object({ part: z.enum(['application', 'storage']), isUp: z.boolean() }),
    output: systemStatus,
  },
  'system.configure': {
    description: 'Changes whom the reproxy asks, and in whose manner it answers, while it runs.',
    input: systemConfigurationPatch,
    output: systemStatus,
  },
} as const satisfies Record<string, OperationShape>;
