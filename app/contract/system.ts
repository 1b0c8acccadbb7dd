import { z } from 'zod';
import { personalityName } from './personality.ts';
import { seeklabError } from './seeklab-error.ts';

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

/**
 * How fast the embedded storage sends what our own player asks for: some bytes at once, then so many
 * a second. A browser takes what it gets, tens of megabytes ahead of the picture.
 */
export const pace = z.object({
  burstBytes: z.number().int().min(0).max(1_000_000_000),
  bytesPerSecond: z.number().int().min(1000).max(100_000_000_000),
});
export type Pace = z.infer<typeof pace>;

/** What can be changed while the system runs; it holds until the program ends. */
export const systemConfiguration = z.object({
  /** Base URL of the user's own application; null: the embedded one is asked. */
  applicationUrl: z.string().max(4096).nullable(),
  /** `host:port` of storage that may be asked besides the embedded one. */
  storageAllow: z.array(z.string().max(300)).max(100),
  personality: personalityName,
  /** The bugs of the 2007 patch and of Perlbal as well; of `perlbal-patch` only. */
  hasQuirks: z.boolean(),
  /** Null: as fast as it goes. */
  pace: pace.nullable(),
});
export type SystemConfiguration = z.infer<typeof systemConfiguration>;

export const systemConfigurationPatch = systemConfiguration.partial();
export type SystemConfigurationPatch = z.infer<typeof systemConfigurationPatch>;

export const defaultConfiguration: SystemConfiguration = {
  applicationUrl: null,
  storageAllow: [],
  personality: 'perlbal-patch',
  hasQuirks: false,
  pace: { burstBytes: 1_000_000, bytesPerSecond: 16_000_000 },
};

/** Addresses and state of the embedded system. */
export const systemStatus = z.object({
  version: z.string(),
  reproxy: part,
  application: part,
  storage: part,
  /** Null without MogileFS. */
  mogile: mogile.nullable(),
  configuration: systemConfiguration,
  platform: z.string(),
});
export type SystemStatus = z.infer<typeof systemStatus>;
