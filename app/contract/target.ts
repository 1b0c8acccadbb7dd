import { z } from 'zod';

/** In addresses and on the screen: letters, digits, `.`, `_`, `-`. */
const targetName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'expected letters, digits, ".", "_" or "-", at most 64',
  );

const videoName = z.string().min(1).max(1024);

/**
 * How a target is asked for a place: a byte (`bytes`), a time (`ms`, `seconds`), or by Range, so that
 * the answer is a 206 with nothing put in front.
 */
const startUnit = z.enum(['bytes', 'ms', 'seconds', 'range']);

/** A video as a target has it. */
export const targetVideo = z.object({
  name: targetName,
  /** The video's name there. */
  videoName,
  startUnit,
});
export type TargetVideo = z.infer<typeof targetVideo>;
