import { z } from 'zod';
import { type CheckCode, checkCode } from './check.ts';

const ms = z.number().min(0);

/** Limits of the checks, in ms; what each is for says `app/checks/rules/limits.ts`. */
export const limits = z.strictObject({
  firstByteMs: ms,
  pictureMs: ms,
  apartMs: ms,
  stallMs: ms,
  longStallMs: ms,
  watchedMs: ms,
});
export type Limits = z.infer<typeof limits>;

/** What a check that finds fault comes to: a failure, a warning, or nothing at all. */
export const checkGrade = z.enum(['fail', 'warn', 'off']);

const grades = checkCode.options.map((code) => [code, checkGrade.optional()] as const);

/** Which checks count, how severely, and the limits in ms; what is not named stays as it is. */
export const budget = z.strictObject({
  /** For editors that know the schema by it. */
  $schema: z.string().optional(),
  checks: z
    .strictObject(Object.fromEntries(grades) as Record<CheckCode, z.ZodOptional<typeof checkGrade>>)
    .optional(),
  limits: limits.partial().optional(),
});
export type Budget = z.infer<typeof budget>;

/** The budget of a sweep, as its report has it. */
export const usedBudget = budget.omit({ $schema: true }).extend({
  /** Of its file, without folders. */
  name: z.string(),
});
export type UsedBudget = z.infer<typeof usedBudget>;
