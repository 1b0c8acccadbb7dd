import { Tabs } from '@base-ui/react/tabs';
import { Columns2, ScanSearch, StickyNote } from 'lucide-react';
import { memo, type ReactNode, useDeferredValue, useMemo } from 'react';
import { useStore } from 'zustand';
import type { LogEntry } from '../../contract/log.ts';
import { AskAgainMenu } from '../compare/ask-again-menu.tsx';
import { IconButton } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Region } from '../design/region.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { type InspectorTab, inspectorTabs, logStore, viewStore } from '../model/stores.ts';
import { sweepStore } from '../model/sweep-store.ts';
import { ChecksView } from './checks/checks-view.tsx';
import { VerdictBar } from './checks/verdict-bar.tsx';
import { ExchangeChoice } from './exchange-choice.tsx';
import { ExportMenu } from './export-menu.tsx';
import { Heads } from './heads/heads.tsx';
import css from './inspector.module.css';
import { PrefixView } from './prefix/prefix-view.tsx';
import { entryOf, RecordedActions, RecordedNote } from './recorded.tsx';
import { RequestSummary } from './request-summary.tsx';
import { RowNotes } from './row-notes.tsx';
import { RowTitle } from './row-title.tsx';
import { SeekSummary } from './seek-summary.tsx';
import { TagsView } from './tags/tags-view.tsx';
import { TimingView } from './timing/timing-view.tsx';

const tabNames: Record<InspectorTab, string> = {
  heads: 'Heads',
  prefix: 'Prefix',
  tags: 'Tags',
  timing: 'Timing',
  checks: 'Checks',
};

const faultsOf = ({ exchanges }: LogEntry) => [
  ...new Set(exchanges.flatMap(({ faults }) => faults)),
];

interface InspectorProps {
  /** Stands in place of the name where the inspector shares its place. */
  title?: ReactNode;
}

/** What went over the wire for the chosen row. */
export function Inspector({ title }: InspectorProps) {
  // Drawn in small pieces: a new row is not to be in the way of a picture.
  const logged = useDeferredValue(useStore(logStore, (state) => state.chosen));
  const recorded = useDeferredValue(useStore(sweepStore, (state) => state.recorded));
  const kept = useMemo(() => recorded && entryOf(recorded), [recorded]);
  const row = kept ?? logged;
  return (
    <Region
      name="Inspector"
      title={
        <>
          {title}
          {row ? <RowTitle row={row} /> : title === undefined && <h2>Inspector</h2>}
        </>
      }
      actions={recorded ? <RecordedActions recorded={recorded} /> : row && <Actions row={row} />}
    >
      {recorded && <RecordedNote recorded={recorded} />}
      {row ? <Inspected row={row} /> : <Nothing />}
    </Region>
  );
}

function Nothing() {
  const isNothingShown = useStore(logStore, ({ counts, fitting, unread }) => {
    return counts.all > 0 && fitting === 0 && unread === 0;
  });
  if (isNothingShown) {
    return (
      <EmptyState icon={ScanSearch} title="No row is shown">
        What the log has does not fit its filter.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={ScanSearch} title="Nothing to inspect yet">
      The heads of every hop, the 13 injected bytes and the times of a seek appear here.
    </EmptyState>
  );
}

function Actions({ row }: { row: LogEntry }) {
  const { client } = useWorkbench();
  return (
    <>
      {row.kind === 'seek' && <AskAgainMenu seek={row.seek} />}
      <ExportMenu row={row} />
      <IconButton label="Write a note" command="note" onClick={client.marking.openNote}>
        <StickyNote size={15} aria-hidden />
      </IconButton>
      <IconButton
        label="Compare with another row"
        command="compare"
        onClick={() => void client.compared.move(-1)}
      >
        <Columns2 size={15} aria-hidden />
      </IconButton>
    </>
  );
}

const Inspected = memo(({ row }: { row: LogEntry }) => {
  const tab = useStore(viewStore, (state) => state.tab);
  const exchangeIndex = useStore(viewStore, (state) => state.exchangeIndex);
  const exchange = row.exchanges[Math.min(exchangeIndex, row.exchanges.length - 1)] ?? null;
  return (
    <div className={css.inspected}>
      <VerdictBar row={row} />
      {row.marks && <RowNotes number={row.number} marks={row.marks} />}
      {row.kind === 'seek' ? (
        <SeekSummary seek={row.seek} faults={faultsOf(row)} />
      ) : (
        <RequestSummary exchange={row.exchanges[0]} />
      )}
      <Tabs.Root
        className={css.tabs}
        value={tab}
        onValueChange={(value: InspectorTab) => viewStore.setState({ tab: value })}
      >
        <div className={css.bar}>
          <Tabs.List className={css.list} activateOnFocus>
            {inspectorTabs.map((name) => (
              <Tabs.Tab key={name} value={name} className={css.tab}>
                {tabNames[name]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <ExchangeChoice row={row} />
        </div>
        <Tabs.Panel value="heads" className={css.panel}>
          <Heads row={row} exchange={exchange} />
        </Tabs.Panel>
        <Tabs.Panel value="prefix" className={css.panel}>
          <PrefixView row={row} exchange={exchange} />
        </Tabs.Panel>
        <Tabs.Panel value="tags" className={css.panel}>
          <TagsView row={row} exchange={exchange} />
        </Tabs.Panel>
        <Tabs.Panel value="timing" className={css.panel}>
          <TimingView row={row} exchange={exchange} />
        </Tabs.Panel>
        <Tabs.Panel value="checks" className={css.panel}>
          <ChecksView row={row} />
        </Tabs.Panel>
      </Tabs.Root>
    </div>
  );
});
