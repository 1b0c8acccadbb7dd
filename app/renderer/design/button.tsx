import type { ComponentProps, ReactNode } from 'react';
import type { CommandId } from '../../contract/commands.ts';
import css from './button.module.css';
import { useKeyOf } from './command-keys.ts';
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
  /** The command that does the same; its key stands in the hint. */
  command?: CommandId | undefined;
  children: ReactNode;
}

/** A square button with an icon; its name appears as a hint. */
export function IconButton({ label, command, className, ...rest }: IconButtonProps) {
  return (
    <Hint text={label} shortcut={useKeyOf(command)}>
      <button type="button" aria-label={label} className={cx(css.icon, className)} {...rest} />
    </Hint>
  );
}
