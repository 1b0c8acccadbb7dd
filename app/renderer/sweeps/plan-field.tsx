import { useId, useMemo } from 'react';
import { MAX_PLAN_TEXT } from '../../contract/sweep-run.ts';
import { completePlan, explainPlan } from '../../sweep/plan/plan-words.ts';
import { useCompletions } from '../design/use-completions.tsx';
import css from './sweep-form.module.css';

interface PlanFieldProps {
  plan: string;
  onChange: (plan: string) => void;
}

/** Where a plan is written: it offers what may be written, and says what is. */
export function PlanField({ plan, onChange }: PlanFieldProps) {
  const ids = { field: useId(), says: useId() };
  const completions = useCompletions({ text: plan, onWrite: onChange, offersOf: completePlan });
  const { offered, field, takeKey, list } = completions;
  const explained = useMemo(() => explainPlan(plan), [plan]);
  // A part that is still being written is no mistake yet.
  const isFault = explained.kind === 'fault' && offered.length === 0;

  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={ids.field}>
        Plan
      </label>
      <div className={css.plan}>
        <input
          {...field}
          id={ids.field}
          type="text"
          aria-invalid={isFault}
          aria-describedby={ids.says}
          className={css.mono}
          maxLength={MAX_PLAN_TEXT}
          onKeyDown={takeKey}
        />
        {list}
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
