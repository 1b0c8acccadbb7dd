import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import css from './segmented.module.css';

interface SegmentedProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; text: string; count?: number }[];
  onChange: (value: T) => void;
}

/** One choice of a few, side by side. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const { label, value, options, onChange } = props;
  return (
    <ToggleGroup
      aria-label={label}
      className={css.group}
      value={[value]}
      onValueChange={([chosen]) => {
        const option = options.find((candidate) => candidate.value === chosen);
        if (option) onChange(option.value);
      }}
    >
      {options.map((option) => (
        <Toggle key={option.value} value={option.value} className={css.option}>
          {option.text}
          {option.count !== undefined && <span className={css.count}>{option.count}</span>}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
