import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { SeeklabError } from '../../contract/errors.ts';
import { personalityName } from '../../contract/personality.ts';
import type { GuessedTarget, TargetInput, TargetReference } from '../../contract/target.ts';
import { Button } from '../design/button.tsx';
import { ErrorNote } from '../design/error-note.tsx';
import { Toggle } from '../design/toggle.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import css from './targets.module.css';

interface TargetFormProps {
  guess: GuessedTarget;
  onBack: () => void;
  onAdded: () => void;
}

const UNKNOWN = '';

/** What a target was taken for, to be corrected and added. Values of fields are not shown again. */
export function TargetForm({ guess, onBack, onAdded }: TargetFormProps) {
  const { client } = useWorkbench();
  const [name, setName] = useState(guess.name);
  const [pattern, setPattern] = useState(guess.pattern);
  const [names, setNames] = useState(
    guess.names.kind === 'list' ? guess.names.names.join('\n') : '',
  );
  const [reference, setReference] = useState<TargetReference['kind']>('target');
  const [referenceUrl, setReferenceUrl] = useState('');
  const [expected, setExpected] = useState(UNKNOWN);
  const [isSelfSignedAllowed, setSelfSignedAllowed] = useState(guess.isSelfSignedAllowed);
  const [redirects, setRedirects] = useState('');
  const [error, setError] = useState<SeeklabError | null>(null);

  const add = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await client.targets.add({
      name,
      pattern,
      names: namesOf(pattern, names),
      reference: referenceOf(reference, referenceUrl),
      expected: expectationOf(expected),
      fields: guess.fields,
      isSelfSignedAllowed,
      redirectHosts: redirects.split(/[\s,]+/).filter(Boolean),
    });
    setError(outcome.ok ? null : outcome.error);
    if (outcome.ok) onAdded();
  };

  return (
    <form className={css.form} onSubmit={add}>
      <Text label="Name" value={name} onChange={setName} />
      <Text
        label="Pattern"
        value={pattern}
        onChange={setPattern}
        help="{name} the video; {start} a byte, {startMs}, {startSeconds} a time. Without any of these it is asked by Range."
      />
      {pattern.includes('{name}') && (
        <Field label="Videos" help="One name a line. Empty: those of the library.">
          {(ids) => (
            <textarea
              {...ids}
              rows={2}
              spellCheck={false}
              value={names}
              onChange={(event) => setNames(event.target.value)}
            />
          )}
        </Field>
      )}
      <label className={css.field}>
        <span className={css.label}>Held against</span>
        <select
          value={reference}
          onChange={(event) => setReference(event.target.value as TargetReference['kind'])}
        >
          <option value="target">what it answers without a start</option>
          <option value="library">the library’s file of that name</option>
          <option value="url">the whole file at another address</option>
        </select>
      </label>
      {reference === 'url' && (
        <Text label="Whole file" value={referenceUrl} onChange={setReferenceUrl} />
      )}
      <label className={css.field}>
        <span className={css.label}>Should be like</span>
        <select value={expected} onChange={(event) => setExpected(event.target.value)}>
          <option value={UNKNOWN}>not known</option>
          {personalityName.options.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
          <option value={WITH_QUIRKS}>perlbal-patch with quirks</option>
        </select>
      </label>
      <Text
        label="May lead to"
        value={redirects}
        onChange={setRedirects}
        help="host:port of servers that a redirection is followed to. Credentials stay behind."
      />
      {/^https:/i.test(pattern) && (
        // biome-ignore lint/a11y/noLabelWithoutControl: Toggle brings its own input.
        <label className={css.switch}>
          <Toggle
            label="Take a self-signed certificate"
            isOn={isSelfSignedAllowed}
            onChange={setSelfSignedAllowed}
          />
          Take a self-signed certificate
        </label>
      )}
      {guess.fields.length > 0 && (
        <p className={css.help}>
          Goes along, and is shown nowhere: {guess.fields.map((field) => field.name).join(', ')}.
        </p>
      )}
      {error && (
        <div role="alert">
          <ErrorNote error={error} />
        </div>
      )}
      <footer className={css.footer}>
        <Button onClick={onBack}>Back</Button>
        <Button type="submit" look="accent">
          Add
        </Button>
      </footer>
    </form>
  );
}

interface TextProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  help?: string;
}

function Text({ label, value, onChange, help }: TextProps) {
  return (
    <Field label={label} help={help}>
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
    </Field>
  );
}

interface FieldProps {
  label: string;
  help?: string | undefined;
  children: (ids: { id: string; 'aria-describedby'?: string }) => ReactNode;
}

/** A control with its name, and what helps to fill it in, which is no part of the name. */
function Field({ label, help, children }: FieldProps) {
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

function namesOf(pattern: string, text: string): TargetInput['names'] {
  if (!pattern.includes('{name}')) return { kind: 'one' };
  const names = text.split('\n').flatMap((line) => line.trim() || []);
  return names.length === 0 ? { kind: 'library' } : { kind: 'list', names };
}

function referenceOf(kind: TargetReference['kind'], url: string): TargetReference {
  if (kind === 'library') return { kind, name: null };
  return kind === 'url' ? { kind, url } : { kind };
}

const WITH_QUIRKS = 'quirks';

function expectationOf(text: string): TargetInput['expected'] {
  if (text === WITH_QUIRKS) return { personality: 'perlbal-patch', hasQuirks: true };
  const personality = personalityName.safeParse(text);
  return personality.success ? { personality: personality.data, hasQuirks: false } : null;
}
