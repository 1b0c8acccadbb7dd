import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { MAX_PLAN_TEXT } from '../../contract/sweep-run.ts';
import { completePlan, explainPlan } from '../../sweep/plan/plan-words.ts';
import { CompletionList } from '../seek-log/completion-list.tsx';
import css from './sweep-form.module.css';

interface PlanFieldProps {
  plan: string;
  onChange: (plan: string) => void;
}

/** Where a plan is written: it offers what may be written, and says what is. */
export function PlanField({ plan, onChange }: PlanFieldProps) {
  const [caret, setCaret] = useState(plan.length);
  const [isOpen, setIsOpen] = useState(false);
  /** The one of those offered that Enter takes. */
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const ids = { field: useId(), list: useId(), says: useId() };
  const offered = useMemo(() => (isOpen ? completePlan(plan, caret) : []), [isOpen, plan, caret]);
  const explained = useMemo(() => explainPlan(plan), [plan]);
  // A part that is still being written is no mistake yet.
  const isFault = explained.kind === 'fault' && !(isOpen && offered.length > 0);

  const write = (next: string, nextCaret: number) => {
    onChange(next);
    setCaret(nextCaret);
    setActive(-1);
  };
  const take = (place: number) => {
    const offer = offered[place];
    if (!offer) return;
    // Drawn at once: the next key may come before the next frame, and belongs behind it.
    flushSync(() => {
      write(offer.text, offer.caret);
      setIsOpen(false);
    });
    input.current?.setSelectionRange(offer.caret, offer.caret);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setIsOpen(true);
      const count = Math.max(offered.length, 1);
      setActive((place) => (place < 0 && step < 0 ? count - 1 : (place + step + count) % count));
    } else if (event.key === 'Enter' && offered[active]) {
      event.preventDefault();
      take(active);
    } else if (event.key === 'Escape' && offered.length > 0) {
      event.preventDefault();
      setIsOpen(false);
    }
  };

  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={ids.field}>
        Plan
      </label>
      <div className={css.plan}>
        <input
          ref={input}
          id={ids.field}
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={offered.length > 0}
          aria-controls={ids.list}
          aria-activedescendant={offered[active] ? `${ids.list}-${active}` : undefined}
          aria-invalid={isFault}
          aria-describedby={ids.says}
          className={css.mono}
          spellCheck={false}
          autoComplete="off"
          maxLength={MAX_PLAN_TEXT}
          value={plan}
          onChange={({ target }) => {
            setIsOpen(true);
            write(target.value, target.selectionStart ?? target.value.length);
          }}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart ?? plan.length)}
          onKeyDown={onKeyDown}
          onBlur={() => setIsOpen(false)}
        />
        <CompletionList id={ids.list} offered={offered} active={active} onTake={take} />
      </div>
      <div id={ids.says} className={css.says}>
        {explained.kind === 'plan' ? (
          <ul className={css.parts}>
            {explained.parts.map(({ text, says }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a part may stand there twice, and only its place tells them apart.
              <li key={`${place} ${text}`}>
                <code>{text}</code> {says}
              </li>
            ))}
          </ul>
        ) : (
          isFault && (
            <p className={css.fault}>
              {explained.error.message} {explained.error.fix}
            </p>
          )
        )}
      </div>
    </div>
  );
}
