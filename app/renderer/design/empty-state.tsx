import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import css from './empty-state.module.css';

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
}

/** Says why there is nothing here, and what would bring something. */
export function EmptyState({ icon: Icon, title, children }: EmptyStateProps) {
  return (
    <div className={css.empty}>
      <Icon size={22} strokeWidth={1.5} aria-hidden className={css.icon} />
      <p className={css.title}>{title}</p>
      {children && <div className={css.text}>{children}</div>}
    </div>
  );
}
