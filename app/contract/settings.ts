import { z } from 'zod';
import { logColumn } from './log.ts';

/** Widths that a column of the log can be given, px. */
export const COLUMN_PX = { least: 36, most: 800 } as const;

/** Bounds of the keys that a user gives to commands. */
const KEY_BOUNDS = { commands: 200, keys: 4, length: 40 } as const;

const ownKeys = z
  .record(
    z.string().max(KEY_BOUNDS.length),
    z.array(z.string().min(1).max(KEY_BOUNDS.length)).max(KEY_BOUNDS.keys),
  )
  .refine((keys) => Object.keys(keys).length <= KEY_BOUNDS.commands, 'too many commands');

/** What the user prefers; kept between runs. */
export const settings = z.object({
  theme: z.enum(['system', 'dark', 'light']),
  /** `keyframe`: show the keyframe at or before the asked time. `exact`: show the asked frame. */
  seekAccuracy: z.enum(['keyframe', 'exact']),
  /** Off: a seek shows what a plain player makes of the bytes as they came. */
  isAssisted: z.boolean(),
  volume: z.number().min(0).max(1),
  isMuted: z.boolean(),
  /** Columns of the log that are hidden, and those with a width of their own, px. */
  logColumns: z.object({
    hidden: z.array(logColumn).max(logColumn.options.length),
    widths: z.partialRecord(logColumn, z.number().int().min(COLUMN_PX.least).max(COLUMN_PX.most)),
  }),
  /** Keys of the user's own, by the command's id; see `keysInUse`. */
  keys: ownKeys,
});
export type Settings = z.infer<typeof settings>;

export const settingsPatch = settings.partial();

export const defaultSettings: Settings = {
  theme: 'system',
  seekAccuracy: 'keyframe',
  isAssisted: true,
  volume: 1,
  isMuted: false,
  logColumns: { hidden: [], widths: {} },
  keys: {},
};
