import { Dialog } from '@base-ui/react/dialog';
import { Server } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { SeeklabError } from '../../contract/errors.ts';
import type { SystemConfiguration } from '../../contract/system.ts';
import { Button } from '../design/button.tsx';
import { DialogPopup } from '../design/dialog-popup.tsx';
import { ErrorNote } from '../design/error-note.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import css from './servers-dialog.module.css';

interface ServersDialogProps {
  configuration: SystemConfiguration;
  isDisabled: boolean;
}

/** A button, and behind it the choice between the embedded servers and the user's own. */
export function ServersDialog({ configuration, isDisabled }: ServersDialogProps) {
  const [isOpen, setOpen] = useState(false);
  const label = 'Your own application and storage';
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger
        className={css.trigger}
        disabled={isDisabled}
        aria-label={label}
        title={label}
      >
        <Server size={14} aria-hidden />
      </Dialog.Trigger>
      <DialogPopup title={label} width={460}>
        <ServersForm configuration={configuration} onDone={() => setOpen(false)} />
      </DialogPopup>
    </Dialog.Root>
  );
}

interface ServersFormProps {
  configuration: SystemConfiguration;
  onDone: () => void;
}

function ServersForm({ configuration, onDone }: ServersFormProps) {
  const { client } = useWorkbench();
  const [application, setApplication] = useState(configuration.applicationUrl ?? '');
  const [storage, setStorage] = useState(configuration.storageAllow.join('\n'));
  const [error, setError] = useState<SeeklabError | null>(null);

  const apply = async (event: FormEvent) => {
    event.preventDefault();
    const refusal = await client.configure({
      applicationUrl: application.trim() || null,
      storageAllow: storage.split(/[\s,]+/).filter(Boolean),
    });
    setError(refusal);
    if (refusal === null) onDone();
  };

  return (
    <form className={css.form} onSubmit={apply}>
      <label className={css.field}>
        <span className={css.label}>Application</span>
        <input
          type="text"
          inputMode="url"
          placeholder="Embedded"
          spellCheck={false}
          autoComplete="off"
          value={application}
          onChange={(event) => setApplication(event.target.value)}
        />
        <span className={css.help}>
          Its base URL, such as http://127.0.0.1:8080. Empty: the embedded one is asked.
        </span>
      </label>
      <label className={css.field}>
        <span className={css.label}>Allowed storage</span>
        <textarea
          rows={3}
          placeholder="host:port"
          spellCheck={false}
          value={storage}
          onChange={(event) => setStorage(event.target.value)}
        />
        <span className={css.help}>
          One host:port per line. X-REPROXY-URL is followed to these and to the embedded storage
          only.
        </span>
      </label>
      {error && (
        <div role="alert">
          <ErrorNote error={error} />
        </div>
      )}
      <footer className={css.footer}>
        <span className={css.help}>Holds until Seeklab ends.</span>
        <Button type="submit" look="accent">
          Apply
        </Button>
      </footer>
    </form>
  );
}
