import { ListFilter, X } from 'lucide-react';
import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useStore } from 'zustand';
import { completeFilter, type KnownValues } from '../../checks/filter/complete-filter.ts';
import { type FilterFault, parseFilter } from '../../checks/filter/parse-filter.ts';
import { MAX_FILTER_TEXT } from '../../contract/log.ts';
import { personalityName } from '../../contract/personality.ts';
import { IconButton } from '../design/button.tsx';
import { useCompletions } from '../design/use-completions.tsx';
import { viewStore, workbenchStore } from '../model/stores.ts';
import css from './filter-field.module.css';

/** Filters the log as it is typed; offers what may be written, and says where it is wrong. */
export function FilterField() {
  const applied = useStore(viewStore, (state) => state.logView.text);
  const [text, setText] = useState(applied);
  const faultId = useId();
  const known = useKnownValues();
  const offersOf = useCallback(
    (written: string, caret: number) => completeFilter(written, caret, known),
    [known],
  );

  const later = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(later.current), []);
  const write = (next: string) => {
    setText(next);
    clearTimeout(later.current);
    if (isWordBegun(next)) later.current = setTimeout(applyFilter, WORD_MS, next);
    else applyFilter(next);
  };
  const { offered, field, takeKey, list } = useCompletions({
    ...{ text, onWrite: write, offersOf },
    goesOn: true,
  });
  const parsed = useMemo(() => parseFilter(text), [text]);
  const fault = parsed.kind === 'fault' ? parsed.fault : null;
  // A term that is still being written is no mistake yet.
  const isTold = fault !== null && !(fault.to >= text.length && offered.length > 0);

  // Somebody else changed it; what cannot be applied stays to be mended.
  useEffect(() => {
    setText((before) =>
      before.trim() === applied || parseFilter(before).kind === 'fault' ? before : applied,
    );
  }, [applied]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (takeKey(event) || event.key !== 'Enter') return;
    event.preventDefault();
    applyFilter(text);
    // The next keys are the player's again.
    event.currentTarget.blur();
  };

  return (
    <div className={css.field}>
      <ListFilter size={13} aria-hidden className={css.icon} />
      <input
        {...field}
        id="log-filter"
        className={css.input}
        aria-label="Filter the log"
        aria-invalid={isTold}
        aria-describedby={faultId}
        placeholder="Filter: verdict:fail picture>100 text"
        maxLength={MAX_FILTER_TEXT}
        onKeyDown={onKeyDown}
      />
      {text !== '' && (
        <IconButton className={css.clear} label="Clear the filter" onClick={() => write('')}>
          <X size={13} aria-hidden />
        </IconButton>
      )}
      {list}
      <div id={faultId} role="status" className={css.place}>
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
