import type { SweepResult, SweepSummary } from '../contract/sweep.ts';

/** The results in the order of their numbers; a writer may go through them more than once. */
export type Results = () => AsyncIterable<SweepResult>;

/** Writes a report bit by bit: of the results it keeps no more than its bounds say. */
export type ReportWriter = (summary: SweepSummary, results: Results) => AsyncIterable<string>;
