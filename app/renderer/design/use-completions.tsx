import {
  type ChangeEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  type SyntheticEvent,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { CompletionList, type Offer } from './completion-list.tsx';

interface CompletingOptions {
  text: string;
  onWrite: (text: string) => void;
  /** What may be written at a place of the text; the same function as long as that is the same. */
  offersOf: (text: string, caret: number) => readonly Offer[];
  /** Is there more to choose once one was taken, as a value behind its name? Default: no. */
  goesOn?: boolean;
}

/** What is given to the field as it stands. */
interface FieldProps {
  ref: RefObject<HTMLInputElement | null>;
  role: 'combobox';
  'aria-autocomplete': 'list';
  'aria-expanded': boolean;
  'aria-controls': string;
  'aria-activedescendant': string | undefined;
  spellCheck: false;
  autoComplete: 'off';
  value: string;
  onChange: (event: ChangeEvent<HTMLInputElement>) => void;
  onSelect: (event: SyntheticEvent<HTMLInputElement>) => void;
  onBlur: () => void;
}

/** A field that is completed. */
export interface Completions {
  /** None while the list is closed. */
  offered: readonly Offer[];
  field: FieldProps;
  /** @returns was it a key for the list? */
  takeKey(event: KeyboardEvent): boolean;
  /** Stands below the field. */
  list: ReactNode;
}

/** Offers what may be written in a field; the arrow keys choose, Enter takes, and the field keeps the focus. */
export function useCompletions(options: CompletingOptions): Completions {
  const { text, onWrite, offersOf, goesOn = false } = options;
  const [caret, setCaret] = useState(text.length);
  const [isOpen, setIsOpen] = useState(false);
  /** The one of those offered that Enter takes; none until the arrow keys were used. */
  const [active, setActive] = useState(-1);
  const ref = useRef<HTMLInputElement>(null);
  const id = useId();
  const offered = useMemo(
    () => (isOpen ? offersOf(text, Math.min(caret, text.length)) : []),
    [isOpen, text, caret, offersOf],
  );
  const write = (next: string, nextCaret: number) => {
    onWrite(next);
    setCaret(nextCaret);
    setActive(-1);
  };
  const take = (place: number) => {
    const offer = offered[place];
    if (!offer) return;
    // Drawn at once: the next key may come before the next frame, and belongs behind it.
    flushSync(() => {
      write(offer.text, offer.caret);
      setIsOpen(goesOn);
    });
    ref.current?.setSelectionRange(offer.caret, offer.caret);
  };
  const move = (step: number) => {
    setIsOpen(true);
    const count = Math.max(offered.length, 1);
    setActive((place) => (place < 0 && step < 0 ? count - 1 : (place + step + count) % count));
  };
  return {
    offered,
    field: {
      ref,
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': offered.length > 0,
      'aria-controls': id,
      'aria-activedescendant': offered[active] ? `${id}-${active}` : undefined,
      spellCheck: false,
      autoComplete: 'off',
      value: text,
      onChange({ target }) {
        setIsOpen(true);
        write(target.value, target.selectionStart ?? target.value.length);
      },
      onSelect: ({ currentTarget }) => setCaret(currentTarget.selectionStart ?? text.length),
      onBlur: () => setIsOpen(false),
    },
    takeKey(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const isTaking = event.key === 'Enter' && offered[active] !== undefined;
      if (step !== undefined) move(step);
      else if (isTaking) take(active);
      else return false;
      event.preventDefault();
      return true;
    },
    list: <CompletionList id={id} offered={offered} active={active} onTake={take} />,
  };
}
