import { ChevronUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { MenuButton } from '../design/menu.tsx';

interface ChoiceMenuProps {
  /** What the button is called, with what is chosen, where that is not what stands on it. */
  label?: string;
  title: string;
  /** What stands on the button. */
  text: string;
  isDisabled: boolean;
  children: ReactNode;
}

/** A button of the status bar that says what is chosen, and opens what can be. */
export function ChoiceMenu({ text, ...rest }: ChoiceMenuProps) {
  const face = (
    <>
      {text}
      <ChevronUp size={13} aria-hidden />
    </>
  );
  return <MenuButton look="text" face={face} side="top" align="start" {...rest} />;
}
