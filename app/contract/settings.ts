import { z } from 'zod';

/** What the user prefers; kept between runs. */
export const settings = z.object({
  theme: z.enum(['system', 'dark', 'light']),
  /** `keyframe`: show the keyframe at or before the asked time. `exact`: show the asked frame. */
  seekAccuracy: z.enum(['keyframe', 'exact']),
  /** Off: a seek shows what a plain player makes of the bytes as they came. */
  isAssisted: z.boolean(),
  volume: z.number().min(0).max(1),
  isMuted: z.boolean(),
});
export type Settings = z.infer<typeof settings>;

export const settingsPatch = settings.partial();

export const defaultSettings: Settings = {
  theme: 'system',
  seekAccuracy: 'keyframe',
  isAssisted: true,
  volume: 1,
  isMuted: false,
};
