import { z } from 'zod';

/** An error as it crosses a process boundary: what happened, and what to do. */
export const seeklabError = z.object({
  code: z.string(),
  message: z.string(),
  fix: z.string(),
});
export type SeeklabError = z.infer<typeof seeklabError>;
