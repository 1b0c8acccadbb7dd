import { z } from 'zod';
import { exchange } from './exchange.ts';
import { settings, settingsPatch } from './settings.ts';
import { systemConfigurationPatch, systemStatus } from './system.ts';
import { libraryEntry, videoFacts } from './video.ts';

interface OperationShape {
  description: string;
  input: z.ZodType;
  output: z.ZodType;
}

/**
 * Everything that a door can ask the workbench for. The handlers are in `app/core/operations`,
 * one file each.
 */
export const operations = {
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
  'library.add-served': {
    description:
      'Adds a video of your own application, by its name there or its address; it stands last.',
    input: z.object({ name: z.string().min(1).max(4096) }),
    output: z.array(libraryEntry),
  },
  'library.sizes': {
    description: 'Looks up the sizes of entries of which it is not known yet.',
    input: z.object({ names: z.array(z.string().min(1).max(4096)).max(100) }),
    output: z.array(libraryEntry),
  },
  'video.open': {
    description: 'Reads a video: header, codecs, keyframe index, sequence headers, findings.',
    input: z.object({ name: z.string().min(1).max(4096) }),
    output: videoFacts,
  },
  'exchange.list': {
    description: 'The exchanges kept in memory, oldest first.',
    input: z.object({}),
    output: z.array(exchange),
  },
  'exchange.clear': {
    description: 'Forgets the finished exchanges.',
    input: z.object({}),
    output: z.object({ cleared: z.number().int() }),
  },
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

export type OperationName = keyof typeof operations;
export type OperationInput<N extends OperationName> = z.input<(typeof operations)[N]['input']>;
export type OperationOutput<N extends OperationName> = z.output<(typeof operations)[N]['output']>;
