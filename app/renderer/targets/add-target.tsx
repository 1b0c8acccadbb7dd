import { type FormEvent, useId, useState } from 'react';
import { describeError, type SeeklabError } from '../../contract/errors.ts';
import type { GuessedTarget } from '../../contract/target.ts';
import { Button } from '../design/button.tsx';
import { ErrorNote } from '../design/error-note.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { draftOfGuess, inputOf, newServerOf, type TargetDraft } from './target-draft.ts';
import { TargetForm } from './target-form.tsx';
import css from './targets.module.css';

/** Takes an address or a curl command, shows what it is taken for, and adds that. */
export function AddTarget({ isFirst }: { isFirst: boolean }) {
  const { client } = useWorkbench();
  const [pasted, setPasted] = useState('');
  const [guess, setGuess] = useState<GuessedTarget | null>(null);
  const [error, setError] = useState<SeeklabError | null>(null);
  const boxId = useId();
  const helpId = useId();

  const read = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await client.targets.guess(pasted);
    setGuess(outcome.ok ? outcome.data : null);
    setError(outcome.ok ? null : outcome.error);
  };
  if (guess) {
    const initial = draftOfGuess(guess);
    return (
      <TargetForm
        name="A new server under test"
        initial={initial}
        words={{ submit: 'Add', leave: 'Back' }}
        submit={async (draft) => {
          const refusal = refusalOf(draft, initial);
          if (refusal) return { ok: false, error: refusal };
          return client.targets.add(inputOf(draft, guess));
        }}
        onLeave={() => setGuess(null)}
        onDone={() => {
          setGuess(null);
          setPasted('');
        }}
      />
    );
  }
  return (
    <form className={css.form} onSubmit={read}>
      <div className={css.field}>
        <label className={css.label} htmlFor={boxId}>
          {isFirst ? 'Point Seeklab at a server' : 'Another one'}
        </label>
        <textarea
          id={boxId}
          rows={3}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={helpId}
          placeholder="http://host/v/video.flv?start=1204887"
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
        />
        <span className={css.help} id={helpId}>
          Paste the address of a video there, or a curl command as a browser copies it. You see what
          it is taken for before anything is asked.
        </span>
      </div>
      {error && (
        <div role="alert">
          <ErrorNote error={error} />
        </div>
      )}
      <div className={css.footer}>
        <Button type="submit" look="accent" disabled={pasted.trim() === ''}>
          Read it
        </Button>
      </div>
    </form>
  );
}

/** What was pasted for one server goes to another on the user's word only. */
function refusalOf(draft: TargetDraft, pasted: TargetDraft): SeeklabError | null {
  const to = newServerOf(draft, pasted);
  if (to === null || draft.keepsSecrets) return null;
  const from = new URL(pasted.pattern).origin;
  const kept = draft.fields.flatMap(({ name, value }) => (value === null ? [name] : []));
  return describeError('target_secrets_stay', { from, to, kept: kept.join(' and ') });
}
