import { Crosshair, X } from 'lucide-react';
import { useStore } from 'zustand';
import { mannersWords } from '../../checks/manners-words.ts';
import type { LogEntry } from '../../contract/log.ts';
import { askText, targetText } from '../../report/text/result-words.ts';
import { Button, IconButton } from '../design/button.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { workbenchStore } from '../model/stores.ts';
import type { SweepsState } from '../model/sweep-store.ts';
import css from './recorded.module.css';

type Recorded = NonNullable<SweepsState['recorded']>;

/** A result of a sweep as a row of the log would be. */
export function entryOf({ result }: Recorded): LogEntry {
  const { number, seek, verdict, exchanges, checks } = result;
  const isProblem = verdict.result === 'fail' || verdict.result === 'warn';
  return {
    ...{ kind: 'seek', number, atEpochMs: seek.askedAtEpochMs, isProblem },
    ...{ verdict, seek, exchanges, checks, marks: null },
  };
}

/** What can be done with a result that a sweep has kept. */
export function RecordedActions({ recorded: { result } }: { recorded: Recorded }) {
  const { sweeps } = useWorkbench().client;
  return (
    <>
      <Button onClick={() => void sweeps.seekThere(result.number)}>
        <Crosshair size={13} aria-hidden />
        Seek there
      </Button>
      <IconButton
        label="Leave the sweep’s record"
        command="back"
        onClick={() => void sweeps.choose(null, null)}
      >
        <X size={15} aria-hidden />
      </IconButton>
    </>
  );
}

/** Where the record comes from, and what is another way now. */
export function RecordedNote({ recorded: { sweep, result } }: { recorded: Recorded }) {
  const { client } = useWorkbench();
  const configuration = useStore(workbenchStore, ({ system }) => system?.configuration ?? null);
  const target = sweep.summary.targets[result.target];
  const manners = result.exchanges[0]?.answeredAs ?? null;
  const isOther =
    target?.name === null &&
    manners !== null &&
    configuration !== null &&
    mannersWords(manners) !== mannersWords(configuration);
  return (
    <div className={css.note}>
      <span>
        Recorded by {sweep.fileName ?? 'a sweep'}: {askText(result.ask)} at{' '}
        {target ? targetText(target) : 'unknown'}
        {result.fault !== null && `, under the fault ${result.fault}`}.
      </span>
      {isOther && (
        <Button look="plain" onClick={() => void client.configure(manners)}>
          Answer as {mannersWords(manners)} from now on
        </Button>
      )}
    </div>
  );
}
