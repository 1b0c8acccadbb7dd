import { z } from 'zod';
import { seeklabError } from './errors.ts';

const part = z.object({
  /** Base URL, for example `http://127.0.0.1:41234`. It stays the same while the part is down. */
  url: z.string(),
  isUp: z.boolean(),
  /** False for the user's own server, which we cannot switch off and do not watch. */
  isEmbedded: z.boolean(),
});

/** The MogileFS domain whose keys the embedded application finds, and how listing them went. */
const mogile = z.object({
  /** `host:port` each, in the order they are asked. */
  trackers: z.array(z.string()),
  domain: z.string(),
  /** Keys in the library. */
  keyCount: z.number().int(),
  /** False while there may be keys that are not in the library; they can be asked for all the same. */
  isWhole: z.boolean(),
  /** Why the keys could not be listed the last time. */
  error: seeklabError.nullable(),
});

/** Addresses and state of the embedded system. */
export const systemStatus = z.object({
  version: z.string(),
  reproxy: part,
  application: part,
  storage: part,
  /** Null without MogileFS. */
  mogile: mogile.nullable(),
  platform: z.string(),
});
export type SystemStatus = z.infer<typeof systemStatus>;
