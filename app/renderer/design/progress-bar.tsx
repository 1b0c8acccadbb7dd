import { cx } from './cx.ts';
import css from './progress-bar.module.css';

interface ProgressBarProps {
  label: string;
  value: number;
  max: number;
  className?: string | undefined;
}

/** How far something has come. */
export function ProgressBar({ label, value, max, className }: ProgressBarProps) {
  return <progress className={cx(css.bar, className)} aria-label={label} value={value} max={max} />;
}
