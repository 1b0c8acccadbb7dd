import { Dialog } from '@base-ui/react/dialog';
import { useStore } from 'zustand';
import { Button } from '../design/button.tsx';
import { DialogPopup } from '../design/dialog-popup.tsx';
import { ErrorNote } from '../design/error-note.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { replayStore } from '../model/replay.ts';
import { viewStore } from '../model/stores.ts';
import css from './replay-dialog.module.css';
import { ReplayForm } from './replay-form.tsx';
import { ReplayTable } from './replay-table.tsx';

/** Seeks again, or those of a list, and what changed. */
export function ReplayDialog() {
  const numbers = useStore(viewStore, (state) => state.replayedRows);
  const { replay } = useWorkbench().client;
  const close = () => {
    replay.reset();
    viewStore.setState({ replayedRows: null });
  };
  return (
    <Dialog.Root open={numbers !== null} onOpenChange={(isOpen) => !isOpen && close()}>
      <DialogPopup title="Replay" width={720}>
        {numbers && (
          <div className={css.body}>
            <ReplayForm numbers={numbers} onClose={close} />
            <Outcome onClose={close} />
          </div>
        )}
      </DialogPopup>
    </Dialog.Root>
  );
}

function Outcome({ onClose }: { onClose: () => void }) {
  const { replay } = useWorkbench().client;
  const { isRunning, state, error } = useStore(replayStore);
  return (
    <>
      {isRunning && (
        <div className={css.running}>
          <ProgressBar
            label="Seeks made again"
            value={state?.items.length ?? 0}
            max={state?.planned ?? 1}
          />
          <Button onClick={replay.cancel}>Stop</Button>
        </div>
      )}
      {error && <ErrorNote error={error} />}
      {state && <ReplayTable state={state} onClose={onClose} />}
    </>
  );
}
