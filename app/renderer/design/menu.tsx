import { Menu } from '@base-ui/react/menu';
import { type ReactNode, useRef } from 'react';
import { cx } from './cx.ts';
import css from './menu.module.css';

interface MenuButtonProps {
  /** What the button is called, where that is not what stands on it. */
  label?: string | undefined;
  title: string;
  /** `icon`: a square for a sign. `text`: as wide as its words. */
  look: 'icon' | 'text';
  /** What stands on the button. */
  face: ReactNode;
  /** Where the menu opens. */
  side: 'top' | 'bottom';
  align: 'start' | 'end';
  isDisabled?: boolean;
  /** What is in the menu: see `menu-items.tsx`. */
  children: ReactNode;
}

/** A button with a menu, which belongs to the landmark that the button stands in. */
export function MenuButton(props: MenuButtonProps) {
  const { label, title, look, face, side, align, isDisabled = false, children } = props;
  const place = useRef<HTMLSpanElement>(null);
  return (
    <Menu.Root>
      <Menu.Trigger
        className={cx(css.trigger, css[look])}
        disabled={isDisabled}
        aria-label={label}
        title={title}
      >
        {face}
      </Menu.Trigger>
      <span ref={place} />
      <Menu.Portal container={place}>
        <Menu.Positioner
          className={css.positioner}
          positionMethod="fixed"
          side={side}
          align={align}
          sideOffset={4}
        >
          <Menu.Popup className={css.popup}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
