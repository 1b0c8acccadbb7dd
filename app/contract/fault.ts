import { z } from 'zod';

/** Faults that can be on at a time. */
export const MAX_FAULTS = 32;

/** As long as a text of faults may be. */
export const MAX_FAULT_TEXT = 4000;

/** A fault that is on: an embedded part shows it on purpose. */
export const fault = z.object({
  /** 1, 2, 3 ... in the order in which they were asked for. */
  id: z.number().int(),
  part: z.enum(['storage', 'application', 'tracker']),
  /** As `--fault` takes it: `storage:stall@500000,every=3`. */
  text: z.string(),
  /** What the part does then, in one sentence. */
  says: z.string(),
});
export type Fault = z.infer<typeof fault>;
