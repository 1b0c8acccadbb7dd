import { Menu } from '@base-ui/react/menu';
import { Download } from 'lucide-react';
import { useRef } from 'react';
import type { LogEntry } from '../../contract/log.ts';
import { shellCommand } from '../../report/text/hop-command.ts';
import { useWorkbench } from '../hooks/workbench-context.ts';
import type { ExportFormat } from '../model/export-rows.ts';
import { tell, tellError } from '../model/notices.ts';
import type { WorkbenchClient } from '../model/workbench-client.ts';
import css from './export-menu.module.css';

interface Choice {
  name: string;
  words: string;
  run: (row: LogEntry, client: WorkbenchClient) => Promise<void>;
}

const saved: readonly Choice[] = [
  {
    name: 'HTML',
    words:
      'One file for a bug: verdict, heads, the 13 bytes, how to repeat it; the picture while it is shown.',
    run: saveAs('html'),
  },
  {
    name: 'HAR',
    words: 'Heads and times of every hop, for a browser’s network panel.',
    run: saveAs('har'),
  },
  { name: 'JSON', words: 'All that is known of it, for other programs.', run: saveAs('json') },
];

const copied: readonly Choice[] = [
  {
    name: 'Markdown',
    words: 'For a bug tracker.',
    run: async ({ number }, client) =>
      copy('Markdown', (await client.exportRows([number], 'markdown')).text),
  },
  {
    name: 'curl',
    words: 'The client’s request, to be asked again in a terminal.',
    run: (row) => copy('The curl command', hopOf(row, shellCommand)),
  },
  {
    name: 'Raw heads',
    words: 'Of the client’s request and its answer, byte for byte.',
    run: (row) =>
      copy(
        'The heads',
        hopOf(row, (hop) => hop.requestHead + hop.responseHead),
      ),
  },
];

/** What is known of a row, to be taken elsewhere. */
export function ExportMenu({ row }: { row: LogEntry }) {
  const { client } = useWorkbench();
  const place = useRef<HTMLSpanElement>(null);
  const run = (choice: Choice) => void choice.run(row, client).catch(tellError);
  const hasHeads = row.exchanges.length > 0;
  return (
    <Menu.Root>
      <Menu.Trigger
        className={css.trigger}
        aria-label="Export"
        title="Export: saves or copies what is known of this row"
      >
        <Download size={15} aria-hidden />
      </Menu.Trigger>
      {/* Within the region, so that the menu belongs to a landmark. */}
      <span ref={place} />
      <Menu.Portal container={place}>
        <Menu.Positioner
          className={css.positioner}
          positionMethod="fixed"
          side="bottom"
          align="end"
          sideOffset={4}
        >
          <Menu.Popup className={css.popup}>
            <Choices heading="Save as" choices={saved} onChoose={run} />
            <Choices
              heading="Copy as"
              choices={hasHeads ? copied : copied.slice(0, 1)}
              onChoose={run}
            />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface ChoicesProps {
  heading: string;
  choices: readonly Choice[];
  onChoose: (choice: Choice) => void;
}

function Choices({ heading, choices, onChoose }: ChoicesProps) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className={css.heading}>{heading}</Menu.GroupLabel>
      {choices.map((choice) => (
        <Menu.Item
          key={choice.name}
          label={choice.name}
          className={css.item}
          onClick={() => onChoose(choice)}
        >
          <span className={css.name}>{choice.name}</span>
          <span className={css.words}>{choice.words}</span>
        </Menu.Item>
      ))}
    </Menu.Group>
  );
}

function saveAs(format: ExportFormat): Choice['run'] {
  return async ({ number }, client) => {
    const { name, mediaType, text } = await client.exportRows([number], format);
    const url = URL.createObjectURL(new Blob([text], { type: mediaType }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    // The browser has begun to read it by then.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    tell(`Saved as ${name}.`);
  };
}

function hopOf(
  row: LogEntry,
  textOf: (hop: LogEntry['exchanges'][number]['hops'][number]) => string,
) {
  const hop = row.exchanges[0]?.hops[0];
  return hop ? textOf(hop) : '';
}

async function copy(what: string, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    tell(`${what} copied.`);
  } catch {
    tell('The browser did not allow copying.');
  }
}
