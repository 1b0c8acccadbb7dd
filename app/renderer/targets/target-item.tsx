import { LoaderCircle, Pencil, Save, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { SeeklabError } from '../../contract/errors.ts';
import type { Target, TargetIdentity } from '../../contract/target.ts';
import { Button, IconButton } from '../design/button.tsx';
import { ErrorNote } from '../design/error-note.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { workbenchStore } from '../model/stores.ts';
import { IdentityView } from './identity-view.tsx';
import { changeOf, draftOfTarget } from './target-draft.ts';
import { TargetForm } from './target-form.tsx';
import css from './targets.module.css';

interface TargetItemProps {
  target: Target;
  /** Called when one of its videos was opened. */
  onOpened: () => void;
}

/** One server under test, and what can be done with it. */
export function TargetItem({ target, onOpened }: TargetItemProps) {
  const { client } = useWorkbench();
  const { name, pattern, fields, isSaved } = target;
  const entryName = useStore(
    workbenchStore,
    ({ library }) => library?.find((entry) => entry.name.startsWith(`${name}://`))?.name ?? null,
  );
  const [isEditing, setEditing] = useState(false);
  const editButton = useRef<HTMLButtonElement>(null);
  const [isAsking, setAsking] = useState(false);
  const [identity, setIdentity] = useState<TargetIdentity | null>(null);
  const [error, setError] = useState<SeeklabError | null>(null);

  const identify = async () => {
    if (entryName === null || isAsking) return;
    setAsking(true);
    const outcome = await client.targets.identify(name, entryName.slice(name.length + 3));
    setAsking(false);
    setIdentity(outcome.ok ? outcome.data : null);
    setError(outcome.ok ? null : outcome.error);
  };
  const tell = async (asked: ReturnType<typeof client.targets.remove>) => {
    const outcome = await asked;
    setError(outcome.ok ? null : outcome.error);
  };

  const leave = () => {
    setEditing(false);
    editButton.current?.focus();
  };

  return (
    <li className={css.item} aria-label={name}>
      <div className={css.itemHead}>
        <h3 className={css.name}>{name}</h3>
        <Button
          disabled={entryName === null}
          onClick={() => {
            if (entryName !== null) void client.openVideo(entryName);
            onOpened();
          }}
        >
          Open
        </Button>
        <Button disabled={entryName === null} aria-busy={isAsking} onClick={() => void identify()}>
          {isAsking && <LoaderCircle size={13} aria-hidden className={css.spinner} />}
          Who is it?
        </Button>
        <IconButton
          ref={editButton}
          label={`Edit ${name}`}
          aria-expanded={isEditing}
          onClick={() => setEditing(!isEditing)}
        >
          <Pencil size={15} aria-hidden />
        </IconButton>
        <IconButton
          label={isSaved ? 'Kept for the next run: keep no longer' : 'Keep for the next run'}
          aria-pressed={isSaved}
          onClick={() => void tell(client.targets.save(name, !isSaved))}
        >
          <Save size={15} aria-hidden />
        </IconButton>
        <IconButton label={`Remove ${name}`} onClick={() => void tell(client.targets.remove(name))}>
          <Trash2 size={15} aria-hidden />
        </IconButton>
      </div>
      {!isEditing && <code className={css.pattern}>{pattern}</code>}
      {isEditing && (
        <TargetForm
          name={`What ${name} is`}
          initial={draftOfTarget(target)}
          words={{ submit: 'Change', leave: 'Leave as it is' }}
          submit={(draft) => client.targets.change(name, changeOf(draft), draft.keepsSecrets)}
          onLeave={leave}
          onDone={() => {
            // What was found out is of another server, for all that is known.
            setIdentity(null);
            leave();
          }}
        />
      )}
      {!isEditing && fields.length > 0 && (
        <p className={css.fields}>
          {fields.map((field, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may have one name; nothing is kept by it.
            <code key={index}>
              {field.name}: {field.mask}
            </code>
          ))}
        </p>
      )}
      {error && (
        <div role="alert">
          <ErrorNote error={error} />
        </div>
      )}
      {identity && <IdentityView identity={identity} />}
    </li>
  );
}
