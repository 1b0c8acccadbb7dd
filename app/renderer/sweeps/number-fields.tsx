import { useId } from 'react';
import type { DraftFaults, SweepDraft } from './sweep-draft.ts';
import css from './sweep-form.module.css';

interface NumberFieldsProps {
  draft: SweepDraft;
  faults: DraftFaults;
  onChange: (patch: Partial<SweepDraft>) => void;
}

const fields = [
  { key: 'concurrency', name: 'At a time', title: 'Seeks under way at a time', none: '' },
  {
    key: 'seed',
    name: 'Seed',
    title: 'What random:N is made from: the same seed, the same seeks',
    none: '',
  },
  {
    key: 'maxFailures',
    name: 'Ends with failure',
    title: 'The sweep ends with that many failures',
    none: 'none',
  },
  {
    key: 'firstByteMs',
    name: 'First byte, ms',
    title: 'Later than that warns; without it after 2,000 ms',
    none: '2000',
  },
] as const;

/** How it is to be carried out. */
export function NumberFields({ draft, faults, onChange }: NumberFieldsProps) {
  return (
    <>
      <div className={css.numbers}>
        {fields.map(({ key, name, title, none }) => (
          <NumberField
            key={key}
            {...{ name, title, none }}
            value={draft[key]}
            fault={faults[key]}
            onChange={(value) => onChange({ [key]: value })}
          />
        ))}
      </div>
      <label className={css.choice} title="Else reading ends at the first keyframe">
        <input
          type="checkbox"
          checked={draft.isWhole}
          onChange={() => onChange({ isWhole: !draft.isWhole })}
        />
        <span>Read each answer to its end</span>
      </label>
    </>
  );
}

interface NumberFieldProps {
  name: string;
  title: string;
  none: string;
  value: string;
  fault: string | undefined;
  onChange: (value: string) => void;
}

function NumberField({ name, title, none, value, fault, onChange }: NumberFieldProps) {
  const id = useId();
  return (
    <div className={css.field} title={title}>
      <label className={css.label} htmlFor={id}>
        {name}
      </label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        placeholder={none}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : `${id}fault`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {fault !== undefined && (
        <p id={`${id}fault`} className={css.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}
