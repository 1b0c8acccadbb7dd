import { Switch } from '@base-ui/react/switch';
import { cx } from './cx.ts';
import css from './toggle.module.css';

interface ToggleProps {
  label: string;
  isOn: boolean;
  /** Off is worth a warning. */
  isOffLoud?: boolean;
  isDisabled?: boolean;
  onChange: (isOn: boolean) => void;
}

/** A small switch; put it into the label that says what it switches. */
export function Toggle({
  label,
  isOn,
  isOffLoud = false,
  isDisabled = false,
  onChange,
}: ToggleProps) {
  return (
    <Switch.Root
      className={cx(css.toggle, isOffLoud && css.loud)}
      checked={isOn}
      disabled={isDisabled}
      aria-label={label}
      onCheckedChange={onChange}
    >
      <Switch.Thumb className={css.thumb} />
    </Switch.Root>
  );
}
