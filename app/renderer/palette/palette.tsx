import { Dialog } from '@base-ui/react/dialog';
import {
  type KeyboardEvent,
  type RefObject,
  useDeferredValue,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useStore } from 'zustand';
import { formatCount } from '../../seek/format.ts';
import { cx } from '../design/cx.ts';
import { DialogPopup } from '../design/dialog-popup.tsx';
import { Keys } from '../design/keys.tsx';
import { viewStore } from '../model/stores.ts';
import { findItems, ITEMS_SHOWN, type PaletteItem } from './find-items.ts';
import css from './palette.module.css';
import { usePaletteItems } from './use-palette-items.ts';

/** Everything that can be done, found by its name. */
export function Palette() {
  const isOpen = useStore(viewStore, (state) => state.isPaletteOpen);
  const chosen = useRef<PaletteItem | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const setOpen = (isPaletteOpen: boolean) => viewStore.setState({ isPaletteOpen });
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(isWanted) => {
        chosen.current = null;
        setOpen(isWanted);
      }}
      // What moves the focus must not do so while the dialog still keeps it.
      onOpenChangeComplete={(isStillOpen) => !isStillOpen && chosen.current?.run()}
    >
      <DialogPopup
        title="Do anything"
        width={560}
        initialFocus={field}
        isFocusReturned={() => chosen.current === null}
      >
        <Finder
          field={field}
          onChoose={(item) => {
            chosen.current = item;
            setOpen(false);
          }}
        />
      </DialogPopup>
    </Dialog.Root>
  );
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

interface FinderProps {
  field: RefObject<HTMLInputElement | null>;
  onChoose: (item: PaletteItem) => void;
}

function Finder({ field, onChoose }: FinderProps) {
  const items = usePaletteItems();
  const [typed, setTyped] = useState('');
  const [place, setPlace] = useState(0);
  const listId = useId();
  const query = useDeferredValue(typed);
  const found = useMemo(() => findItems(items, query), [items, query]);
  const shown = found.slice(0, ITEMS_SHOWN);
  const at = Math.min(place, shown.length - 1);
  const optionId = (index: number) => `${listId}-${index}`;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step !== undefined && shown.length > 0) {
      event.preventDefault();
      const next = (at + step + shown.length) % shown.length;
      setPlace(next);
      document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
    }
    // What was typed last counts, drawn or not.
    const first = typed === query ? shown[at] : findItems(items, typed)[0];
    if (event.key === 'Enter' && first) onChoose(first);
  };

  return (
    <>
      <input
        ref={field}
        className={css.input}
        type="text"
        role="combobox"
        aria-label="Find by name"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={shown.length > 0 ? optionId(at) : undefined}
        placeholder="A command, a video, a way to answer"
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setPlace(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label="What can be done" className={css.list}>
        {shown.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys.
          <div
            key={item.id}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={cx(css.item, index === at && css.active)}
            onClick={() => onChoose(item)}
          >
            <span className={css.label}>{item.label}</span>
            <span className={css.kind}>{item.kind}</span>
            <span className={css.keys}>{item.keys[0] && <Keys keys={item.keys[0]} />}</span>
          </div>
        ))}
      </div>
      <p className={css.foot} role="status">
        {found.length === 0 && `Nothing is called “${query}”.`}
        {found.length > shown.length &&
          `${formatCount(found.length - shown.length)} more: type on to find them.`}
      </p>
    </>
  );
}
