import { z } from 'zod';

/** What an operation takes, answers and tells. */
export interface OperationShape {
  description: string;
  input: z.ZodType;
  output: z.ZodType;
  /** What whoever asked is told while they wait. */
  progress?: z.ZodType;
}

/** Among rows or results. */
export const place = z.number().int().nonnegative();
export const rowNumber = z.number().int().positive();
