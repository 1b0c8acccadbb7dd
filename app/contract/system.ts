import { z } from 'zod';

const part = z.object({
  /** Base URL, for example `http://127.0.0.1:41234`. It stays the same while the part is down. */
  url: z.string(),
  isUp: z.boolean(),
  /** False for the user's own server, which we cannot switch off and do not watch. */
  isEmbedded: z.boolean(),
});

/** Addresses and state of the embedded system. */
export const systemStatus = z.object({
  version: z.string(),
  reproxy: part,
  application: part,
  storage: part,
  platform: z.string(),
});
export type SystemStatus = z.infer<typeof systemStatus>;
