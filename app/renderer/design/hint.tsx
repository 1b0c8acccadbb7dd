import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import css from './hint.module.css';
import { Keys } from './keys.tsx';

interface HintProps {
  text: string;
  shortcut?: string | undefined;
  children: ReactElement<Record<string, unknown>>;
}

/** A short text at a control, on hover and focus. Repeats what the control's name says. */
export function Hint({ text, shortcut, children }: HintProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} collisionPadding={6} className={css.positioner}>
          <Tooltip.Popup className={css.popup}>
            {text}
            {shortcut && <Keys keys={shortcut} />}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

/** Makes hints follow each other without a wait. */
export const HintProvider = Tooltip.Provider;
