import { z } from 'zod';
import { logEntry, logPage, logStatistics, logView, MAX_PAGE_ROWS } from '../log.ts';
import { MARK_BOUNDS, rowMarksPatch } from '../marks.ts';
import { type OperationShape, place, rowNumber } from './operation-shape.ts';

export const logOperations = {
  'log.page': {
    description: 'Rows of the log that a filter lets through, from a place among them on.',
    input: logView.extend({
      from: place,
      count: z.number().int().positive().max(MAX_PAGE_ROWS),
    }),
    output: logPage,
  },
  'log.place': {
    description: 'The place of a row among those that a filter lets through.',
    input: logView.extend({ number: rowNumber }),
    output: z.object({ place }),
  },
  'log.statistics': {
    description:
      'How many rows a filter lets through, how many of them failed, and how long pictures took.',
    input: logView.omit({ sort: true }),
    output: logStatistics,
  },
  'log.get': {
    description:
      'A row of the log with all that is known of it: the seek, the exchanges, the heads.',
    input: z.object({ number: rowNumber }),
    output: logEntry,
  },
  'log.mark': {
    description:
      'Writes a note, a mark, a colour or a pin on rows of the log; what is left out stays. Rows that are gone are passed over.',
    input: z.object({
      numbers: z.array(rowNumber).min(1).max(MARK_BOUNDS.atOnce),
      marks: rowMarksPatch,
    }),
    output: z.object({ marked: z.number().int() }),
  },
  'log.clear': {
    description: 'Clears the log of what is over and not pinned; it can be undone for a while.',
    input: z.object({}),
    output: z.object({ cleared: z.number().int() }),
  },
  'log.undo-clear': {
    description: 'Brings back what was cleared last.',
    input: z.object({}),
    output: z.object({ restored: z.number().int() }),
  },
} as const satisfies Record<string, OperationShape>;
