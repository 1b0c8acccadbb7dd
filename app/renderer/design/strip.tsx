import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import css from './strip.module.css';

interface StripProps {
  /** Colours it: a warning, or something that broke. */
  look: 'warn' | 'bad';
  icon: ReactNode;
  /** One line, cut where it is too long until the strip is opened. */
  message: string;
  /** Stands at the end of the line. */
  aside: ReactNode;
  /** Beside it, whether it is open or not. */
  action?: ReactNode;
  className?: string | undefined;
  role?: 'alert' | undefined;
  /** What it opens to. */
  children: ReactNode;
}

/** One line across a region, with all of it on demand. */
export function Strip({
  look,
  icon,
  message,
  aside,
  action,
  className,
  role,
  children,
}: StripProps) {
  return (
    <div className={cx(css.strip, css[look], className)} role={role}>
      <details className={css.details}>
        <summary className={css.summary}>
          <span className={css.icon}>{icon}</span>
          <span className={css.message}>{message}</span>
          <span className={css.aside}>{aside}</span>
        </summary>
        {children}
      </details>
      {action && <div className={css.action}>{action}</div>}
    </div>
  );
}
