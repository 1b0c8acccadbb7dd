import css from './completion-list.module.css';
import { cx } from './cx.ts';

/** What may be written next. */
export interface Offer {
  label: string;
  says: string;
  /** The whole text with it, and where the caret is then. */
  text: string;
  caret: number;
}

interface CompletionListProps {
  id: string;
  offered: readonly Offer[];
  /** -1: none. */
  active: number;
  onTake: (place: number) => void;
}

/** What may be written; the field keeps the focus. */
export function CompletionList({ id, offered, active, onTake }: CompletionListProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="What may be written"
      className={css.list}
      hidden={offered.length === 0}
    >
      {offered.map(({ label, says }, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus, and its keys.
        // biome-ignore lint/a11y/useFocusableInteractive: likewise.
        <div
          key={label}
          id={`${id}-${place}`}
          role="option"
          aria-selected={place === active}
          className={cx(css.offer, place === active && css.active)}
          ref={place === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : null}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(place)}
        >
          <span className={css.label}>{label}</span>
          <span className={css.says}>{says}</span>
        </div>
      ))}
    </div>
  );
}
