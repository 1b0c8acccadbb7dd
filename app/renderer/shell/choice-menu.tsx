import { Menu } from '@base-ui/react/menu';
import { Check, ChevronUp } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import css from './choice-menu.module.css';

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
export function ChoiceMenu({ label, title, text, isDisabled, children }: ChoiceMenuProps) {
  const place = useRef<HTMLSpanElement>(null);
  return (
    <Menu.Root>
      <Menu.Trigger className={css.trigger} disabled={isDisabled} aria-label={label} title={title}>
        {text}
        <ChevronUp size={13} aria-hidden />
      </Menu.Trigger>
      {/* Within the status bar, so that the menu belongs to a landmark. */}
      <span ref={place} />
      <Menu.Portal container={place}>
        <Menu.Positioner
          className={css.positioner}
          positionMethod="fixed"
          side="top"
          align="start"
          sideOffset={6}
        >
          <Menu.Popup className={css.popup}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface ChoicesProps<Value extends string> {
  heading: string;
  chosen: Value;
  choices: readonly { value: Value; words: string }[];
  onChoose: (value: Value) => void;
}

/** One of several, each with a sentence about it. */
export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  return (
    <Menu.RadioGroup value={props.chosen} onValueChange={(value: Value) => props.onChoose(value)}>
      <Menu.GroupLabel className={css.heading}>{props.heading}</Menu.GroupLabel>
      {props.choices.map(({ value, words }) => (
        <Menu.RadioItem key={value} value={value} label={value} className={css.item} closeOnClick>
          <Menu.RadioItemIndicator className={css.check}>
            <Check size={14} aria-hidden />
          </Menu.RadioItemIndicator>
          <Words name={value}>{words}</Words>
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

interface SwitchedChoiceProps {
  name: string;
  words: string;
  isOn: boolean;
  isDisabled: boolean;
  onChange: (isOn: boolean) => void;
}

/** Something to have besides. */
export function SwitchedChoice(props: SwitchedChoiceProps) {
  return (
    <>
      <Menu.Separator className={css.line} />
      <Menu.CheckboxItem
        className={css.item}
        label={props.name}
        checked={props.isOn}
        disabled={props.isDisabled}
        onCheckedChange={props.onChange}
      >
        <Menu.CheckboxItemIndicator className={css.check}>
          <Check size={14} aria-hidden />
        </Menu.CheckboxItemIndicator>
        <Words name={props.name}>{props.words}</Words>
      </Menu.CheckboxItem>
    </>
  );
}

function Words({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <span className={css.name}>{name}</span>
      <span className={css.words}>{children}</span>
    </>
  );
}
