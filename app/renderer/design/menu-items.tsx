import { Menu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { cx } from './cx.ts';
import css from './menu.module.css';

interface MenuActionsProps<T> {
  heading: string;
  actions: readonly T[];
  onChoose: (action: T) => void;
}

/** Things to do, each with a sentence about it. */
export function MenuActions<T extends { readonly name: string; readonly words: string }>(
  props: MenuActionsProps<T>,
) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className={css.heading}>{props.heading}</Menu.GroupLabel>
      {props.actions.map((action) => (
        <Menu.Item
          key={action.name}
          label={action.name}
          className={css.item}
          onClick={() => props.onChoose(action)}
        >
          <Words {...action} />
        </Menu.Item>
      ))}
    </Menu.Group>
  );
}

interface MenuChoicesProps<Value extends string> {
  heading: string;
  chosen: Value;
  choices: readonly { value: Value; words: string }[];
  onChoose: (value: Value) => void;
}

/** One of several, each with a sentence about it. */
export function MenuChoices<Value extends string>(props: MenuChoicesProps<Value>) {
  return (
    <Menu.RadioGroup value={props.chosen} onValueChange={(value: Value) => props.onChoose(value)}>
      <Menu.GroupLabel className={cx(css.heading, css.marked)}>{props.heading}</Menu.GroupLabel>
      {props.choices.map(({ value, words }) => (
        <Menu.RadioItem
          key={value}
          value={value}
          label={value}
          className={cx(css.item, css.marked)}
          closeOnClick
        >
          <Menu.RadioItemIndicator className={css.check}>
            <Check size={14} aria-hidden />
          </Menu.RadioItemIndicator>
          <Words name={value} words={words} />
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

interface MenuSwitchProps {
  name: string;
  words?: string;
  isOn: boolean;
  isDisabled?: boolean;
  onChange: (isOn: boolean) => void;
}

/** Something to have or not. */
export function MenuSwitch({ name, words, isOn, isDisabled = false, onChange }: MenuSwitchProps) {
  return (
    <Menu.CheckboxItem
      className={cx(css.item, css.marked)}
      label={name}
      checked={isOn}
      disabled={isDisabled}
      onCheckedChange={onChange}
    >
      <Menu.CheckboxItemIndicator className={css.check}>
        <Check size={14} aria-hidden />
      </Menu.CheckboxItemIndicator>
      <Words name={name} words={words} />
    </Menu.CheckboxItem>
  );
}

/** Something to do, beside switches. */
export function MenuAction({ name, onChoose }: { name: string; onChoose: () => void }) {
  return (
    <Menu.Item className={cx(css.item, css.marked)} label={name} onClick={onChoose}>
      <Words name={name} />
    </Menu.Item>
  );
}

export function MenuLine() {
  return <Menu.Separator className={css.line} />;
}

function Words({ name, words }: { name: string; words?: string | undefined }) {
  return (
    <>
      <span className={css.name}>{name}</span>
      {words && <span className={css.words}>{words}</span>}
    </>
  );
}
