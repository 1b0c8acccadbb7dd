import { Bug, Check, Pin } from 'lucide-react';
import type { MarkColour, RowMarks } from '../../contract/marks.ts';
import { cx } from './cx.ts';
import css from './row-marks.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

/** What somebody wrote on a row: signs, each with its word, and the beginning of the note. */
export function RowMarkSigns({ marks }: { marks: RowMarks }) {
  const { note, mark, colour, isPinned } = marks;
  return (
    <span className={css.marks}>
      {isPinned && (
        <span className={css.sign} title="Pinned">
          <Pin size={12} aria-hidden />
          <VisuallyHidden>pinned </VisuallyHidden>
        </span>
      )}
      {mark === 'ok' && (
        <span className={cx(css.sign, css.ok)}>
          <Check size={12} strokeWidth={2.5} aria-hidden />
          OK
        </span>
      )}
      {mark === 'bug' && (
        <span className={cx(css.sign, css.bug)}>
          <Bug size={12} aria-hidden />
          bug
        </span>
      )}
      {colour !== null && <ColourName colour={colour} />}
      {note !== '' && (
        <span className={css.note} title={note}>
          {note}
        </span>
      )}
    </span>
  );
}

/** A colour and its name. */
export function ColourName({ colour }: { colour: MarkColour }) {
  return <span className={cx(css.colour, css[colour])}>{colour}</span>;
}
