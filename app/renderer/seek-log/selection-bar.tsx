import { Bug, Check, Columns2, Download, Palette, Pin, Repeat, StickyNote, X } from 'lucide-react';
import { useStore } from 'zustand';
import { markColour } from '../../contract/marks.ts';
import { formatCount } from '../../seek/format.ts';
import { IconButton } from '../design/button.tsx';
import { MenuButton } from '../design/menu.tsx';
import { MenuAction, MenuActions, MenuLine } from '../design/menu-items.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import type { ExportFormat } from '../model/export-rows.ts';
import { tellError } from '../model/notices.ts';
import { copyText, saveExport } from '../model/save-export.ts';
import { actedOn, clearSelection } from '../model/selection.ts';
import { viewStore } from '../model/stores.ts';
import type { WorkbenchClient } from '../model/workbench-client.ts';
import css from './selection-bar.module.css';

/** What can be done with the selected rows. */
export function SelectionBar() {
  const { client } = useWorkbench();
  const { marking, compared } = client;
  const count = useStore(viewStore, ({ selected }) => selected.size);
  const compare = () => {
    const [first, second] = actedOn();
    if (first !== undefined && second !== undefined) compared.compare(first, second);
  };
  return (
    <section className={css.bar} aria-label="Selected rows">
      <span className={css.count}>{formatCount(count)} selected</span>
      <IconButton
        label="Mark as OK, or no longer"
        command="mark-ok"
        onClick={() => void marking.toggleMark('ok')}
      >
        <Check size={15} aria-hidden />
      </IconButton>
      <IconButton
        label="Mark as a bug, or no longer"
        command="mark-bug"
        onClick={() => void marking.toggleMark('bug')}
      >
        <Bug size={15} aria-hidden />
      </IconButton>
      <IconButton label="Write a note" command="note" onClick={marking.openNote}>
        <StickyNote size={15} aria-hidden />
      </IconButton>
      <IconButton label="Pin, or no longer" command="pin" onClick={() => void marking.togglePin()}>
        <Pin size={15} aria-hidden />
      </IconButton>
      <ColourMenu client={client} />
      <IconButton
        label={count === 2 ? 'Compare both' : 'Compare: two rows can be'}
        command="compare"
        disabled={count !== 2}
        onClick={compare}
      >
        <Columns2 size={15} aria-hidden />
      </IconButton>
      <IconButton
        label="Replay"
        command="replay"
        onClick={() => viewStore.setState({ replayedRows: actedOn() })}
      >
        <Repeat size={15} aria-hidden />
      </IconButton>
      <ExportSelected client={client} />
      <IconButton label="Select none" command="back" onClick={clearSelection}>
        <X size={15} aria-hidden />
      </IconButton>
    </section>
  );
}

function ColourMenu({ client }: { client: WorkbenchClient }) {
  return (
    <MenuButton
      label="Colour"
      title="Colour"
      look="icon"
      face={<Palette size={15} aria-hidden />}
      side="bottom"
      align="end"
    >
      {markColour.options.map((colour) => (
        <MenuAction
          key={colour}
          name={colour}
          onChoose={() => void client.marking.setColour(colour)}
        />
      ))}
      <MenuLine />
      <MenuAction name="no colour" onChoose={() => void client.marking.setColour(null)} />
    </MenuButton>
  );
}

interface Format {
  name: string;
  words: string;
  format: ExportFormat;
}

const saved: readonly Format[] = [
  { name: 'HTML', words: 'One file to read, with verdicts, heads and notes.', format: 'html' },
  { name: 'CSV', words: 'A line for each, for a spreadsheet.', format: 'csv' },
  { name: 'JSON', words: 'All that is known of them, for other programs.', format: 'json' },
  { name: 'HAR', words: 'Heads and times of every hop.', format: 'har' },
  { name: 'Markdown', words: 'For a bug tracker.', format: 'markdown' },
];

function ExportSelected({ client }: { client: WorkbenchClient }) {
  const save = ({ format }: Format) => {
    client.exportRows(actedOn(), format).then(saveExport).catch(tellError);
  };
  const copy = async () =>
    copyText('Markdown', (await client.exportRows(actedOn(), 'markdown')).text);
  return (
    <MenuButton
      label="Export the selected rows"
      title="Export: saves or copies what is known of the selected rows"
      look="icon"
      face={<Download size={15} aria-hidden />}
      side="bottom"
      align="end"
    >
      <MenuActions heading="Save as" actions={saved} onChoose={save} />
      <MenuLine />
      <MenuAction name="Copy as Markdown" onChoose={() => void copy().catch(tellError)} />
    </MenuButton>
  );
}
