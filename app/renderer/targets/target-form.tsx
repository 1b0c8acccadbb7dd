import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { SeeklabError } from '../../contract/errors.ts';
import type { TargetReference } from '../../contract/target.ts';
import { Button } from '../design/button.tsx';
import { ErrorNote } from '../design/error-note.tsx';
import { Toggle } from '../design/toggle.tsx';
import type { Outcome } from '../model/outcome.ts';
import { FormField, TextField } from './form-field.tsx';
import { KeptSecrets } from './kept-secrets.tsx';
import { RequestFields } from './request-fields.tsx';
import { expectations, newServerOf, type TargetDraft } from './target-draft.ts';
import css from './targets.module.css';

interface TargetFormProps {
  name: string;
  initial: TargetDraft;
  /** What the button says that ends it well, and the one that leaves all as it is. */
  words: { submit: string; leave: string };
  submit: (draft: TargetDraft) => Promise<Outcome<unknown>>;
  onLeave: () => void;
  /** Called when what was submitted was taken. */
  onDone: () => void;
}

/** What a target is, to be corrected. Values of fields are not shown again. */
export function TargetForm({ name, initial, words, submit, onLeave, onDone }: TargetFormProps) {
  const [draft, setDraft] = useState(initial);
  const [error, setError] = useState<SeeklabError | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const put = (patch: Partial<TargetDraft>) => setDraft((before) => ({ ...before, ...patch }));
  const newServer = newServerOf(draft, initial);
  // What was clicked to come here is gone.
  useEffect(() => form.current?.querySelector('input')?.focus(), []);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await submit(draft);
    setError(outcome.ok ? null : outcome.error);
    if (outcome.ok) onDone();
  };

  return (
    <form ref={form} className={css.form} aria-label={name} onSubmit={send}>
      <TextField label="Name" value={draft.name} onChange={(text) => put({ name: text })} />
      <TextField
        label="Pattern"
        value={draft.pattern}
        onChange={(pattern) => put({ pattern })}
        help="{name} the video; {start} a byte, {startMs}, {startSeconds} a time. Without any of these it is asked by Range."
      />
      {draft.pattern.includes('{name}') && (
        <FormField label="Videos" help="One name a line. Empty: those of the library.">
          {(ids) => (
            <textarea
              {...ids}
              rows={2}
              spellCheck={false}
              value={draft.names}
              onChange={(event) => put({ names: event.target.value })}
            />
          )}
        </FormField>
      )}
      <Comparison draft={draft} put={put} />
      <TextField
        label="May lead to"
        value={draft.redirects}
        onChange={(redirects) => put({ redirects })}
        help="host:port of servers that a redirection is followed to. Credentials stay behind."
      />
      {/^https:/i.test(draft.pattern) && (
        // biome-ignore lint/a11y/noLabelWithoutControl: Toggle brings its own input.
        <label className={css.switch}>
          <Toggle
            label="Take a self-signed certificate"
            isOn={draft.isSelfSignedAllowed}
            onChange={(isSelfSignedAllowed) => put({ isSelfSignedAllowed })}
          />
          Take a self-signed certificate
        </label>
      )}
      <RequestFields fields={draft.fields} onChange={(fields) => put({ fields })} />
      {newServer !== null && (
        <KeptSecrets
          server={newServer}
          mayGo={draft.keepsSecrets}
          onChange={(keepsSecrets) => put({ keepsSecrets })}
        />
      )}
      {error && (
        <div role="alert">
          <ErrorNote error={error} />
        </div>
      )}
      <div className={css.footer}>
        <Button onClick={onLeave}>{words.leave}</Button>
        <Button type="submit" look="accent">
          {words.submit}
        </Button>
      </div>
    </form>
  );
}

interface ComparisonProps {
  draft: TargetDraft;
  put: (patch: Partial<TargetDraft>) => void;
}

/** What its answers are held against. */
function Comparison({ draft, put }: ComparisonProps) {
  return (
    <>
      <label className={css.field}>
        <span className={css.label}>Held against</span>
        <select
          value={draft.reference}
          onChange={(event) => put({ reference: event.target.value as TargetReference['kind'] })}
        >
          <option value="target">what it answers without a start</option>
          <option value="library">
            {draft.referenceName === null
              ? 'the library’s file of that name'
              : `the library’s ${draft.referenceName}`}
          </option>
          <option value="url">the whole file at another address</option>
        </select>
      </label>
      {draft.reference === 'url' && (
        <TextField
          label="Whole file"
          value={draft.referenceUrl}
          onChange={(referenceUrl) => put({ referenceUrl })}
        />
      )}
      <label className={css.field}>
        <span className={css.label}>Should be like</span>
        <select value={draft.expected} onChange={(event) => put({ expected: event.target.value })}>
          {expectations.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
