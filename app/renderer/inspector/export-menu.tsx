import { Download } from 'lucide-react';
import type { LogEntry } from '../../contract/log.ts';
import { shellCommand } from '../../report/text/hop-command.ts';
import { MenuButton } from '../design/menu.tsx';
import { MenuActions } from '../design/menu-items.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import type { ExportFormat } from '../model/export-rows.ts';
import { tellError } from '../model/notices.ts';
import { copyText, saveExport } from '../model/save-export.ts';
import type { WorkbenchClient } from '../model/workbench-client.ts';

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
  {
    name: 'Playwright spec',
    words: 'A test that asks for it once more, and fails as long as a check does.',
    run: saveAs('spec'),
  },
];

const copied: readonly Choice[] = [
  {
    name: 'Markdown',
    words: 'For a bug tracker.',
    run: async ({ number }, client) =>
      copyText('Markdown', (await client.exportRows([number], 'markdown')).text),
  },
  {
    name: 'curl',
    words: 'The client’s request, to be asked again in a terminal.',
    run: (row) => copyText('The curl command', hopOf(row, shellCommand)),
  },
  {
    name: 'Raw heads',
    words: 'Of the client’s request and its answer, byte for byte.',
    run: (row) =>
      copyText(
        'The heads',
        hopOf(row, (hop) => hop.requestHead + hop.responseHead),
      ),
  },
];

/** What is known of a row, to be taken elsewhere. */
export function ExportMenu({ row }: { row: LogEntry }) {
  const { client } = useWorkbench();
  const run = (choice: Choice) => void choice.run(row, client).catch(tellError);
  const hasHeads = row.exchanges.length > 0;
  return (
    <MenuButton
      label="Export"
      title="Export: saves or copies what is known of this row"
      look="icon"
      face={<Download size={15} aria-hidden />}
      side="bottom"
      align="end"
    >
      <MenuActions heading="Save as" actions={saved} onChoose={run} />
      <MenuActions
        heading="Copy as"
        actions={hasHeads ? copied : copied.slice(0, 1)}
        onChoose={run}
      />
    </MenuButton>
  );
}

function saveAs(format: ExportFormat): Choice['run'] {
  return async ({ number }, client) => {
    saveExport(await client.exportRows([number], format));
  };
}

function hopOf(
  row: LogEntry,
  textOf: (hop: LogEntry['exchanges'][number]['hops'][number]) => string,
) {
  const hop = row.exchanges[0]?.hops[0];
  return hop ? textOf(hop) : '';
}
