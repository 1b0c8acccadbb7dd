import { z } from 'zod';

/** How much can be written on rows of the log. */
export const MARK_BOUNDS = {
  noteCharacters: 2000,
  /** Rows that nothing pushes out of the log. */
  pinned: 20,
  /** Rows in one operation, and rows that a page selects. */
  atOnce: 500,
} as const;

/** A line end and a tab are text; other control characters are not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what a note must not have.
const UNSHOWN = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

export const markWord = z.enum(['ok', 'bug']);
export type MarkWord = z.infer<typeof markWord>;

/** A colour is named wherever it is shown. */
export const markColour = z.enum(['red', 'amber', 'green', 'blue', 'violet']);
export type MarkColour = z.infer<typeof markColour>;

/** What somebody wrote on a row of the log. */
export const rowMarks = z.object({
  /** Plain text; empty: none. */
  note: z.string().max(MARK_BOUNDS.noteCharacters),
  mark: markWord.nullable(),
  colour: markColour.nullable(),
  /** Pinned rows stand above the others, and stay in the log. */
  isPinned: z.boolean(),
});
export type RowMarks = z.infer<typeof rowMarks>;

/** What is left out stays as it is. */
export const rowMarksPatch = rowMarks
  .extend({ note: rowMarks.shape.note.transform((text) => text.replace(UNSHOWN, '').trim()) })
  .partial();
export type RowMarksPatch = z.infer<typeof rowMarksPatch>;

/** Of a row on which nobody has written. */
export const noMarks: RowMarks = { note: '', mark: null, colour: null, isPinned: false };

export function isMarked({ note, mark, colour, isPinned }: RowMarks): boolean {
  return note !== '' || mark !== null || colour !== null || isPinned;
}
