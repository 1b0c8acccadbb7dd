import { ListFilter, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useStore } from 'zustand';
import { completeFilter, type KnownValues } from '../../checks/filter/complete-filter.ts';
import { type FilterFault, parseFilter } from '../../checks/filter/parse-filter.ts';
import { MAX_FILTER_TEXT } from '../../contract/log.ts';
import { personalityName } from '../../contract/personality.ts';
import { IconButton } from '../design/button.tsx';
import { viewStore, workbenchStore } from '../model/stores.ts';
import { CompletionList } from './completion-list.tsx';
import css from './filter-field.module.css';

/** Filters the log as it is typed; offers what may be written, and says where it is wrong. */
export function FilterField() {
  const applied = useStore(viewStore, (state) => state.logView.text);
  const [typed, setTyped] = useState({ text: applied, caret: applied.length });
  /** The one of those offered that Enter takes; none until the arrow keys were used. */
  const [active, setActive] = useState(-1);
  const [isOpen, setIsOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const ids = { list: useId(), fault: useId() };
  const known = useKnownValues();
  const { text, caret } = typed;
  const offered = useMemo(
    () => (isOpen ? completeFilter(text, caret, known) : []),
    [isOpen, text, caret, known],
  );
  const parsed = useMemo(() => parseFilter(text), [text]);
  const fault = parsed.kind === 'fault' ? parsed.fault : null;
  // A term that is still being written is no mistake yet.
  const isTold = fault !== null && !(isOpen && fault.to >= text.length && offered.length > 0);

  // Somebody else changed it; what cannot be applied stays to be mended.
  useEffect(() => {
    setTyped((before) =>
      before.text.trim() === applied || parseFilter(before.text).kind === 'fault'
        ? before
        : { text: applied, caret: applied.length },
    );
  }, [applied]);

  const later = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(later.current), []);
  const write = (next: string, nextCaret: number) => {
    setTyped({ text: next, caret: nextCaret });
    setActive(-1);
    clearTimeout(later.current);
    if (isWordBegun(next)) later.current = setTimeout(applyFilter, WORD_MS, next);
    else applyFilter(next);
  };
  const take = (place: number) => {
    const completion = offered[place];
    if (!completion) return;
    // Drawn at once: the next key may come before the next frame, and belongs behind it.
    flushSync(() => write(completion.text, completion.caret));
    input.current?.setSelectionRange(completion.caret, completion.caret);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setIsOpen(true);
      const count = Math.max(offered.length, 1);
      setActive((place) => (place < 0 && step < 0 ? count - 1 : (place + step + count) % count));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (active >= 0) take(active);
      else {
        applyFilter(text);
        // The next keys are the player's again.
        event.currentTarget.blur();
      }
    } else if (event.key === 'Escape') {
      if (offered.length > 0) setIsOpen(false);
      else event.currentTarget.blur();
    }
  };
  const follow = () => {
    const at = input.current?.selectionStart ?? text.length;
    if (at !== caret) setTyped({ text, caret: at });
  };

  return (
    <div className={css.field}>
      <ListFilter size={13} aria-hidden className={css.icon} />
      <input
        ref={input}
        id="log-filter"
        className={css.input}
        role="combobox"
        aria-label="Filter the log"
        aria-autocomplete="list"
        aria-expanded={offered.length > 0}
        aria-controls={ids.list}
        aria-activedescendant={offered[active] ? `${ids.list}-${active}` : undefined}
        aria-invalid={isTold}
        aria-describedby={ids.fault}
        placeholder="Filter: verdict:fail picture>100 text"
        spellCheck={false}
        autoComplete="off"
        maxLength={MAX_FILTER_TEXT}
        value={text}
        onChange={({ target }) => {
          setIsOpen(true);
          write(target.value, target.selectionStart ?? target.value.length);
        }}
        onSelect={follow}
        onKeyDown={onKeyDown}
        onBlur={() => setIsOpen(false)}
      />
      {text !== '' && (
        <IconButton className={css.clear} label="Clear the filter" onClick={() => write('', 0)}>
          <X size={13} aria-hidden />
        </IconButton>
      )}
      <CompletionList id={ids.list} offered={offered} active={active} onTake={take} />
      <div id={ids.fault} role="status" className={css.place}>
        {isTold && fault && <Fault text={text} fault={fault} />}
      </div>
    </div>
  );
}

/** So long a word at the end waits for more, ms: it may be the beginning of a field. */
const WORD_MS = 300;

function isWordBegun(text: string): boolean {
  return /(?:^|\s)-?[a-z]+$/i.test(text);
}

/** What is wrong stays without effect: the log shows what the filter meant before. */
function applyFilter(text: string): void {
  if (parseFilter(text).kind === 'fault') return;
  const { logView } = viewStore.getState();
  if (logView.text !== text.trim()) {
    viewStore.setState({ logView: { ...logView, text: text.trim() } });
  }
}

function useKnownValues(): KnownValues {
  const library = useStore(workbenchStore, (state) => state.library);
  const targets = useStore(workbenchStore, (state) => state.targets);
  return useMemo(
    () => ({
      video: [...new Set(library?.map(({ name }) => name))],
      target: [...targets.map(({ name }) => name), ...personalityName.options],
      client: ['curl', 'VLC', 'Lavf'],
    }),
    [library, targets],
  );
}

function Fault({ text, fault: { error, from, to } }: { text: string; fault: FilterFault }) {
  return (
    <p className={css.fault}>
      <code aria-hidden="true">
        {text.slice(Math.max(from - 20, 0), from)}
        <mark className={css.wrong}>{text.slice(from, to)}</mark>
        {text.slice(to, to + 20)}
      </code>
      {error.message} {error.fix}
    </p>
  );
}
