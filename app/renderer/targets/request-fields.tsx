import { Plus, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { FIELD_MASK } from '../../contract/target.ts';
import { Button, IconButton } from '../design/button.tsx';
import type { FieldDraft } from './target-draft.ts';
import css from './targets.module.css';

/** As many as a target may have. */
const MAX_FIELDS = 50;

interface RequestFieldsProps {
  fields: readonly FieldDraft[];
  onChange: (fields: readonly FieldDraft[]) => void;
}

/** What goes along with every request to a target. Values are never shown, only typed anew. */
export function RequestFields({ fields, onChange }: RequestFieldsProps) {
  const lastName = useRef<HTMLInputElement>(null);
  const isAdding = useRef(false);
  useEffect(() => {
    if (isAdding.current) lastName.current?.focus();
    isAdding.current = false;
  });
  const put = (id: number, patch: Partial<FieldDraft>) =>
    onChange(fields.map((field) => (field.id === id ? { ...field, ...patch } : field)));
  const add = () => {
    isAdding.current = true;
    const id = Math.max(...fields.map((field) => field.id), MAX_FIELDS) + 1;
    onChange([...fields, { id, name: '', value: '', isKnown: false }]);
  };
  return (
    <fieldset className={css.fieldset}>
      <legend className={css.label}>Goes along with every request</legend>
      {fields.map(({ id, name, value, isKnown }, index) => (
        <div className={css.requestField} key={id}>
          <input
            ref={index === fields.length - 1 ? lastName : null}
            type="text"
            aria-label={`Header ${index + 1}, name`}
            placeholder="Cookie"
            spellCheck={false}
            autoComplete="off"
            readOnly={isKnown}
            value={name}
            onChange={(event) => put(id, { name: event.target.value })}
          />
          <input
            type="password"
            aria-label={`${name || `Header ${index + 1}`}, value`}
            placeholder={isKnown ? `${FIELD_MASK} stays unless typed anew` : 'value'}
            autoComplete="new-password"
            value={value ?? ''}
            onChange={({ target }) =>
              put(id, { value: isKnown && target.value === '' ? null : target.value })
            }
          />
          <IconButton
            label={`Send ${name || `header ${index + 1}`} no longer`}
            onClick={() => onChange(fields.filter((field) => field.id !== id))}
          >
            <X size={14} aria-hidden />
          </IconButton>
        </div>
      ))}
      <Button className={css.addField} disabled={fields.length >= MAX_FIELDS} onClick={add}>
        <Plus size={13} aria-hidden />
        Another header
      </Button>
    </fieldset>
  );
}
