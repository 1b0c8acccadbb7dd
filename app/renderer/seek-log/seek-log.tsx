import { ListX, Waypoints } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { LOG_BOUNDS, type LogFilter } from '../../contract/log.ts';
import { formatCount } from '../../seek/format.ts';
import { IconButton } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Region } from '../design/region.tsx';
import { Segmented } from '../design/segmented.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { logStore, viewStore } from '../model/stores.ts';
import { LogTable } from './log-table.tsx';

const filters: readonly { value: LogFilter; text: string }[] = [
  { value: 'all', text: 'All' },
  { value: 'seeks', text: 'Seeks' },
  { value: 'others', text: 'Other clients' },
  { value: 'problems', text: 'Problems' },
  { value: 'failed', text: 'Failed' },
];

interface SeekLogProps {
  /** Stands in place of the name where the log shares its place. */
  title?: ReactNode;
}

/** Every seek and every request of others, one row each. */
export function SeekLog({ title }: SeekLogProps) {
  const shownCount = useStore(logStore, ({ counts, filter }) => counts[filter]);
  const hasRows = useStore(logStore, ({ counts }) => counts.all > 0);
  return (
    <Region name="Seek log" title={title} actions={<Actions />}>
      {shownCount > 0 ? <LogTable /> : <NothingLogged hasRows={hasRows} />}
    </Region>
  );
}

const BOUNDS = `The last ${formatCount(LOG_BOUNDS.entries)} seeks and requests are kept, as long as they take no more than ${LOG_BOUNDS.bytes / 1e6} MB.`;

function Actions() {
  const { client } = useWorkbench();
  const counts = useStore(logStore, (state) => state.counts);
  const filter = useStore(viewStore, (state) => state.logFilter);
  return (
    <>
      <div title={BOUNDS}>
        <Segmented
          label="Show"
          value={filter}
          options={filters.map((option) => ({ ...option, count: counts[option.value] }))}
          onChange={(logFilter) => viewStore.setState({ logFilter })}
        />
      </div>
      <IconButton
        label="Clear the log"
        disabled={counts.all === 0}
        onClick={() => void client.clearLog()}
      >
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
      Seeks appear here, and so do the requests of curl, VLC or any other client of the reproxy.{' '}
      {BOUNDS}
    </EmptyState>
  );
}
