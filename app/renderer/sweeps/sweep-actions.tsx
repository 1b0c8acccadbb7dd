import { ChevronDown, Download, FolderInput, Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { CodedError } from '../../contract/errors.ts';
import { isSweepOver, type SweepState } from '../../contract/sweep-run.ts';
import { IconButton } from '../design/button.tsx';
import { MenuButton } from '../design/menu.tsx';
import { MenuActions } from '../design/menu-items.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { tellError } from '../model/notices.ts';
import { lookAtSweep, sweepStore } from '../model/sweep-store.ts';
import { factsOfSweep, nameOfSweep } from './sweep-words.ts';
import css from './sweeps-panel.module.css';

const formats = [
  {
    name: 'HTML',
    words: 'One file that opens anywhere: summary, strips, each failure.',
    format: 'html',
  },
  { name: 'JUnit', words: 'For Jenkins, GitLab and others.', format: 'junit' },
  { name: 'JSON', words: 'All of it; it can be loaded here again.', format: 'json' },
  { name: 'CSV', words: 'A line a seek, for a spreadsheet.', format: 'csv' },
  { name: 'HAR', words: 'Heads and times, for a browser’s network panel.', format: 'har' },
] as const;

interface SweepActionsProps {
  list: readonly SweepState[];
  /** Null while a new one is put together. */
  sweep: SweepState | null;
}

/** Which sweep is looked at, and what can be done with sweeps. */
export function SweepActions({ list, sweep }: SweepActionsProps) {
  const { sweeps } = useWorkbench().client;
  return (
    <>
      {list.length > 0 && <Chooser list={list} sweep={sweep} />}
      {list.length > 0 && (
        <IconButton
          label="New sweep"
          aria-pressed={sweep === null}
          onClick={() => sweepStore.setState({ isComposing: true })}
        >
          <Plus size={15} aria-hidden />
        </IconButton>
      )}
      <LoadButton />
      {sweep && (
        <MenuButton
          label="Save a report"
          title="Save a report"
          look="icon"
          face={<Download size={15} aria-hidden />}
          side="bottom"
          align="end"
          isDisabled={!isSweepOver(sweep)}
        >
          <MenuActions
            heading="Into the folder for downloads as"
            actions={formats}
            onChoose={({ format }) => void sweeps.write(sweep.id, format)}
          />
        </MenuButton>
      )}
      {sweep && (
        <IconButton
          label="Forget this sweep"
          disabled={!isSweepOver(sweep)}
          onClick={() => sweeps.forget(sweep.id)}
        >
          <Trash2 size={14} aria-hidden />
        </IconButton>
      )}
    </>
  );
}

function Chooser({ list, sweep }: SweepActionsProps) {
  const actions = list.map((each) => ({
    ...{ name: nameOfSweep(each), words: factsOfSweep(each), id: each.id },
  }));
  return (
    <MenuButton
      label={`Sweep: ${sweep ? nameOfSweep(sweep) : 'new'}`}
      title="Which sweep is shown"
      look="text"
      face={
        <>
          <span className={css.chosen}>{sweep ? nameOfSweep(sweep) : 'New sweep'}</span>
          <ChevronDown size={13} aria-hidden />
        </>
      }
      side="bottom"
      align="end"
    >
      <MenuActions
        heading="Sweeps that are kept"
        actions={actions}
        onChoose={({ id }) => lookAtSweep(id)}
      />
    </MenuButton>
  );
}

/** A report that a sweep wrote elsewhere. */
function LoadButton() {
  const { sweeps } = useWorkbench().client;
  const input = useRef<HTMLInputElement>(null);
  const load = async (files: FileList | null) => {
    const [file] = files ?? [];
    if (!file) return;
    const outcome = await sweeps.load(file);
    if (!outcome.ok) tellError(new CodedError(outcome.error));
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label="Report to load"
        tabIndex={-1}
        className={css.file}
        onChange={({ target }) => {
          void load(target.files);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
      <IconButton label="Load a report" onClick={() => input.current?.click()}>
        <FolderInput size={15} aria-hidden />
      </IconButton>
    </>
  );
}
