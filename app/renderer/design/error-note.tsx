import { CircleAlert, Info } from 'lucide-react';
import type { SeeklabError } from '../../contract/errors.ts';
import { cx } from './cx.ts';
import css from './error-note.module.css';

interface ErrorNoteProps {
  error: SeeklabError;
  /** `plain`: a fact to know, not something that broke. */
  look?: 'bad' | 'plain';
}

/** A coded error: what happened, and what to do. */
export function ErrorNote({ error, look = 'bad' }: ErrorNoteProps) {
  const Icon = look === 'bad' ? CircleAlert : Info;
  return (
    <div className={cx(css.note, css[look])}>
      <Icon size={15} aria-hidden className={css.icon} />
      <div className={css.words}>
        <p>{error.message}</p>
        <p className={css.fix}>{error.fix}</p>
        <code className={css.code}>{error.code}</code>
      </div>
    </div>
  );
}
