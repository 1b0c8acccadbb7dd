import { z } from 'zod';
import { settings, settingsPatch } from '../settings.ts';
import type { OperationShape } from './operation-shape.ts';

export const settingsOperations = {
  'settings.get': {
    description: 'The settings.',
    input: z.object({}),
    output: settings,
  },
  'settings.set': {
    description: 'Changes some settings; answers all of them.',
    input: settingsPatch,
    output: settings,
  },
} as const satisfies Record<string, OperationShape>;
