import { Check, Minus, TriangleAlert, X } from 'lucide-react';
import type { CheckOutcome } from '../../contract/check.ts';
import { cx } from './cx.ts';
import css from './outcome-mark.module.css';

const icons = { pass: Check, warn: TriangleAlert, fail: X, skip: Minus } as const;

/** What a check came to: a sign and its word, so that colour is not needed. */
export function OutcomeMark({ outcome }: { outcome: CheckOutcome }) {
  const Icon = icons[outcome];
  return (
    <span className={cx(css.mark, css[outcome])}>
      <Icon size={12} strokeWidth={2.5} aria-hidden />
      {outcome}
    </span>
  );
}
