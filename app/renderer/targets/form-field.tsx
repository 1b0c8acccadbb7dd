import { type ReactNode, useId } from 'react';
import css from './targets.module.css';

interface FormFieldProps {
  label: string;
  help?: string | undefined;
  children: (ids: { id: string; 'aria-describedby'?: string }) => ReactNode;
}

/** A control with its name, and what helps to fill it in, which is no part of the name. */
export function FormField({ label, help, children }: FormFieldProps) {
  const id = useId();
  const helpId = `${id}help`;
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      {children({ id, ...(help !== undefined && { 'aria-describedby': helpId }) })}
      {help !== undefined && (
        <span className={css.help} id={helpId}>
          {help}
        </span>
      )}
    </div>
  );
}

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  help?: string;
}

export function TextField({ label, value, onChange, help }: TextFieldProps) {
  return (
    <FormField label={label} help={help}>
      {(ids) => (
        <input
          {...ids}
          type="text"
          spellCheck={false}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FormField>
  );
}
