import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import css from './region.module.css';

interface RegionProps {
  /** The region's name, for its title and for screen readers. */
  name: string;
  /** Shown in the bar in place of the name. */
  title?: ReactNode;
  actions?: ReactNode;
  /** Do the actions go into a line of their own where there is no room for them? */
  wraps?: boolean;
  className?: string | undefined;
  children: ReactNode;
}

/** One of the window's regions: a bar with title and actions, and the content below. */
export function Region({ name, title, actions, wraps, className, children }: RegionProps) {
  return (
    <section className={cx(css.region, className)} aria-label={name}>
      <header className={cx(css.bar, wraps && css.wraps)}>
        {title ?? <h2 className={css.title}>{name}</h2>}
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}
