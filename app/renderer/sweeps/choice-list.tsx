import css from './sweep-form.module.css';

interface ChoiceListProps<T> {
  label: string;
  choices: readonly { key: string; text: string; title?: string; value: T }[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
  /** Said where there is nothing to choose. */
  empty?: string;
}

/** Several of a list. */
export function ChoiceList<T>({ label, choices, chosen, onChange, empty }: ChoiceListProps<T>) {
  const toggle = (key: string) => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    onChange(next);
  };
  return (
    <fieldset className={css.choices}>
      <legend className={css.label}>{label}</legend>
      {choices.length === 0 && <p className={css.help}>{empty}</p>}
      {choices.map(({ key, text, title }) => (
        <label key={key} className={css.choice} title={title}>
          <input type="checkbox" checked={chosen.has(key)} onChange={() => toggle(key)} />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
