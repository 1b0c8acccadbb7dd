import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import css from './dialog-popup.module.css';

interface DialogPopupProps {
  title: string;
  /** Width where there is room, px. */
  width: number;
  /** What gets the focus; without it, the way out. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Asked when it closes: does the focus go back to where it was? */
  isFocusReturned?: () => boolean;
  children: ReactNode;
}

/** What a dialog shows above the rest of the window: its title, a way out, its content. */
export function DialogPopup({
  title,
  width,
  initialFocus,
  isFocusReturned = () => true,
  children,
}: DialogPopupProps) {
  return (
    <Dialog.Portal>
      <Dialog.Backdrop className={css.backdrop} />
      <Dialog.Popup
        className={css.popup}
        style={{ width: `min(${width}px, 94vw)` }}
        {...(initialFocus && { initialFocus })}
        finalFocus={isFocusReturned}
      >
        <header className={css.header}>
          <Dialog.Title>{title}</Dialog.Title>
          <Dialog.Close className={css.close} aria-label="Close">
            <X size={15} aria-hidden />
          </Dialog.Close>
        </header>
        {children}
      </Dialog.Popup>
    </Dialog.Portal>
  );
}
