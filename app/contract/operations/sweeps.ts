import { z } from 'zod';
import { sweepResult } from '../sweep.ts';
import {
  MAX_PAGE_RESULTS,
  MAX_STRIP_CELLS,
  REPORT_PIECE_BYTES,
  reportFormat,
  resultFilter,
  resultPage,
  resultSort,
  stripCell,
  sweepCount,
  sweepGround,
  sweepId,
  sweepOrder,
  sweepState,
  sweepTimes,
} from '../sweep-run.ts';
import { type OperationShape, place, rowNumber } from './operation-shape.ts';

export const sweepsOperations = {
  'sweeps.list': {
    description: 'The sweeps that are kept, the newest first, and how each stands.',
    input: z.object({}),
    output: z.array(sweepState),
  },
  'sweeps.count': {
    description: 'How many seeks a sweep would make, or why it could not be started.',
    input: sweepGround,
    output: sweepCount,
  },
  'sweeps.start': {
    description: 'Starts a sweep, which goes on whether or not anybody watches it.',
    input: sweepOrder,
    output: sweepState,
  },
  'sweeps.pause': {
    description: 'Begins no more seeks of a sweep until it is resumed.',
    input: z.object({ id: sweepId }),
    output: sweepState,
  },
  'sweeps.resume': {
    description: 'Goes on with a paused sweep.',
    input: z.object({ id: sweepId }),
    output: sweepState,
  },
  'sweeps.cancel': {
    description: 'Ends a sweep; what was done stays.',
    input: z.object({ id: sweepId }),
    output: sweepState,
  },
  'sweeps.forget': {
    description: 'Ends a sweep where it runs, and forgets what came of it.',
    input: z.object({ id: sweepId }),
    output: z.array(sweepState),
  },
  'sweeps.watch': {
    description: 'Tells how a sweep stands, ten times a second at most, until it is over.',
    input: z.object({ id: sweepId }),
    output: sweepState,
    progress: sweepState,
  },
  'sweeps.page': {
    description: 'Results of a sweep that a filter lets through, from a place among them on.',
    input: z.object({
      id: sweepId,
      filter: resultFilter,
      sort: resultSort.nullable(),
      from: place,
      count: z.number().int().positive().max(MAX_PAGE_RESULTS),
    }),
    output: resultPage,
  },
  'sweeps.result': {
    description:
      'A result of a sweep with all that is kept of it: the seek, the checks, the heads.',
    input: z.object({ id: sweepId, number: rowNumber }),
    output: sweepResult,
  },
  'sweeps.strip': {
    description:
      'What came of the seeks in each part of a video; the parts lie between byte offsets.',
    input: z.object({
      id: sweepId,
      filter: resultFilter,
      edges: z.array(z.number()).max(MAX_STRIP_CELLS + 1),
    }),
    output: z.array(stripCell.nullable()),
  },
  'sweeps.times': {
    description: 'How long first bytes took: percentiles and a histogram.',
    input: z.object({ id: sweepId, filter: resultFilter }),
    output: sweepTimes,
  },
  'sweeps.upload': {
    description: 'A piece of a report, base64; the first one, without upload, gives it a name.',
    input: z.object({
      upload: sweepId.nullable(),
      fileName: z.string().min(1).max(300),
      piece: z.base64().max(Math.ceil(REPORT_PIECE_BYTES / 3) * 4),
    }),
    output: z.object({ upload: sweepId }),
  },
  'sweeps.load': {
    description: 'Takes in an uploaded report as if its sweep had been made here.',
    input: z.object({ upload: sweepId }),
    output: sweepState,
  },
  'sweeps.write': {
    description:
      'Writes a report of a sweep that is over into a new file; without a path into the folder for downloads.',
    input: z.object({
      id: sweepId,
      format: reportFormat,
      path: z.string().min(1).max(4096).nullable(),
    }),
    output: z.object({ path: z.string(), bytes: z.number().int() }),
  },
} as const satisfies Record<string, OperationShape>;
