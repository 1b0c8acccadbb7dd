import { ListX, Waypoints } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { IconButton } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Region } from '../design/region.tsx';
import { Segmented } from '../design/segmented.tsx';
import { isShown } from '../model/log-rows.ts';
import { type LogFilter, playbackStore, viewStore } from '../model/stores.ts';
import { useWorkbench } from '../shell/workbench-context.ts';
import { LogTable } from './log-table.tsx';
import { useLogRows, useShownRows } from './use-log-rows.ts';

const filters: readonly { value: LogFilter; text: string }[] = [
  { value: 'all', text: 'All' },
  { value: 'seeks', text: 'Seeks' },
  { value: 'stray', text: 'Stray' },
  { value: 'problems', text: 'Problems' },
];

interface SeekLogProps {
  /** Stands in place of the name where the log shares its place. */
  title?: ReactNode;
}

/** Every seek and every request of others, one row each. */
export function SeekLog({ title }: SeekLogProps) {
  const all = useLogRows();
  const shown = useShownRows();
  return (
    <Region name="Seek log" title={title} actions={<Actions />}>
      {shown.length > 0 ? <LogTable rows={shown} /> : <NothingLogged hasRows={all.length > 0} />}
    </Region>
  );
}

function Actions() {
  const { session } = useWorkbench();
  const rows = useLogRows();
  const filter = useStore(viewStore, (state) => state.logFilter);
  const clear = () => {
    playbackStore.setState(({ seeks }) => ({
      seeks: new Map([...seeks].filter(([, seek]) => seek.state === 'running')),
    }));
    viewStore.setState({ rowId: null, exchangeIndex: 0 });
    void session.clearExchanges();
  };
  return (
    <>
      <Segmented
        label="Show"
        value={filter}
        options={filters.map((option) => ({
          ...option,
          count: rows.filter((row) => isShown(row, option.value)).length,
        }))}
        onChange={(logFilter) => viewStore.setState({ logFilter })}
      />
      <IconButton label="Clear the log" disabled={rows.length === 0} onClick={clear}>
        <ListX size={15} aria-hidden />
      </IconButton>
    </>
  );
}

function NothingLogged({ hasRows }: { hasRows: boolean }) {
  return hasRows ? (
    <EmptyState icon={Waypoints} title="No row of this kind" />
  ) : (
    <EmptyState icon={Waypoints} title="No seeks yet">
      Seeks appear here, and so do the requests of curl, VLC or any other client of the reproxy.
    </EmptyState>
  );
}
