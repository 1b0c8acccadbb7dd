import { Popover } from '@base-ui/react/popover';
import { Info, ListX, Waypoints } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useStore } from 'zustand';
import { LOG_BOUNDS, type LogFilter, type LogView } from '../../contract/log.ts';
import { formatCount } from '../../seek/format.ts';
import { Button, IconButton } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Region } from '../design/region.tsx';
import { Segmented } from '../design/segmented.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { logStore, viewStore } from '../model/stores.ts';
import { ColumnMenu } from './column-menu.tsx';
import { FilterField } from './filter-field.tsx';
import { LogTable } from './log-table.tsx';
import css from './seek-log.module.css';
import { SelectionBar } from './selection-bar.tsx';
import { StatisticsLine } from './statistics-line.tsx';

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
  const hasShown = useStore(logStore, ({ fitting }) => fitting > 0);
  const hasRows = useStore(logStore, ({ counts }) => counts.all > 0);
  const isSelecting = useStore(viewStore, ({ selected }) => selected.size > 0);
  return (
    <Region name="Seek log" title={title} actions={<Actions />} wraps>
      <div className={css.bar}>
        <FilterField />
        {isSelecting ? <SelectionBar /> : hasRows && <StatisticsLine />}
      </div>
      {hasShown ? <LogTable /> : <NothingLogged hasRows={hasRows} />}
    </Region>
  );
}

const BOUNDS = `The last ${formatCount(LOG_BOUNDS.entries)} seeks and requests are kept, as long as they take no more than ${LOG_BOUNDS.bytes / 1e6} MB.`;

function Actions() {
  const { client } = useWorkbench();
  const counts = useStore(logStore, (state) => state.counts);
  const filter = useStore(viewStore, (state) => state.logView.filter);
  return (
    <>
      <Segmented
        label="Show"
        value={filter}
        options={filters.map((option) => ({ ...option, count: counts[option.value] }))}
        onChange={(value) => changeView({ filter: value })}
      />
      <ColumnMenu />
      <Bounds />
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

function changeView(patch: Partial<LogView>): void {
  viewStore.setState(({ logView }) => ({ logView: { ...logView, ...patch } }));
}

/** How much the log keeps. */
function Bounds() {
  const place = useRef<HTMLSpanElement>(null);
  return (
    <Popover.Root>
      <Popover.Trigger
        className={css.trigger}
        aria-label="What the log keeps"
        title="What the log keeps"
      >
        <Info size={15} aria-hidden />
      </Popover.Trigger>
      {/* Within the region, so that it belongs to a landmark. */}
      <span ref={place} />
      <Popover.Portal container={place}>
        <Popover.Positioner
          className={css.positioner}
          positionMethod="fixed"
          side="top"
          align="end"
        >
          <Popover.Popup className={css.popup}>
            <Popover.Description>{BOUNDS}</Popover.Description>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function NothingLogged({ hasRows }: { hasRows: boolean }) {
  const { filter, text } = useStore(viewStore, (state) => state.logView);
  const unread = useStore(logStore, (state) => state.unread);
  if (!hasRows) {
    return (
      <EmptyState icon={Waypoints} title="No seeks yet">
        Seeks appear here, and so do the requests of curl, VLC or any other client of the reproxy.{' '}
        {BOUNDS}
      </EmptyState>
    );
  }
  if (unread > 0) {
    return <EmptyState icon={Waypoints} title={`${formatCount(unread)} rows to look at`} />;
  }
  if (text === '') return <EmptyState icon={Waypoints} title="No row of this kind" />;
  return (
    <EmptyState icon={Waypoints} title="No row fits the filter">
      {filter !== 'all' && (
        <Button onClick={() => changeView({ filter: 'all' })}>Look among all rows</Button>
      )}{' '}
      <Button onClick={() => changeView({ text: '' })}>Take the filter away</Button>
    </EmptyState>
  );
}
