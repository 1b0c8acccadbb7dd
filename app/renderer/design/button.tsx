import type { ComponentProps, ReactNode } from 'react';
import css from './button.module.css';
import { cx } from './cx.ts';
import { Hint } from './hint.tsx';

type ButtonProps = ComponentProps<'button'> & { look?: 'plain' | 'outline' | 'accent' };

/** A button with words on it. */
export function Button({ look = 'outline', className, ...rest }: ButtonProps) {
  return <button type="button" className={cx(css.button, css[look], className)} {...rest} />;
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'title'> {
  /** What it does, for those who cannot see the icon, and for the hint. */
  label: string;
  /** The key that does the same, as `keys.ts` writes it. */
  shortcut?: string | undefined;
  children: ReactNode;
}

/** A square button with an icon; its name appears as a hint. */
export function IconButton({ label, shortcut, className, ...rest }: IconButtonProps) {
  return (
    <Hint text={label} shortcut={shortcut}>
      <button type="button" aria-label={label} className={cx(css.icon, className)} {...rest} />
    </Hint>
  );
}
