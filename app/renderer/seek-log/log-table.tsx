import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
} from 'react';
import { useStore } from 'zustand';
import type { LogRow } from '../../contract/log.ts';
import { formatClock } from '../../seek/format.ts';
import { sideNames } from '../compare/compared-words.ts';
import { cx } from '../design/cx.ts';
import { OutcomeMark } from '../design/outcome-mark.tsx';
import { VisuallyHidden } from '../design/visually-hidden.tsx';
import { useElementWidth } from '../hooks/use-element-width.ts';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { chooseRow, rowAt } from '../model/log-view.ts';
import {
  type ComparedState,
  comparedStore,
  type LogState,
  logStore,
  viewStore,
} from '../model/stores.ts';
import { type Column, type PlacedColumn, placeColumns } from './columns.ts';
import { logCells } from './log-cells.ts';
import css from './log-table.module.css';

const ROW_PX = 25;

const emptyBesideAsked = new Set<Column['key']>(['landed', 'error', 'picture']);

/** The request of another client says it all in its address, which takes the place of what it lacks. */
function columnsOf(
  { kind }: LogRow,
  columns: readonly PlacedColumn[],
): readonly (PlacedColumn & { span?: number })[] {
  if (kind === 'seek') return columns;
  const isEmpty = ({ key }: Column) => emptyBesideAsked.has(key);
  const span = 1 + columns.filter((column) => isEmpty(column) && column.isShown).length;
  return columns
    .filter((column) => !isEmpty(column))
    .map((column) => (column.key === 'asked' ? { ...column, span } : column));
}

/** The rows of the log; only those in sight exist. Follows the newest until a row is chosen. */
export function LogTable() {
  // Drawn in small pieces: a new row is not to be in the way of a picture.
  const log = useDeferredValue(useStore(logStore));
  const count = log.counts[log.filter];
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    // The header stands inside the scroller, above the first row, and stays in sight.
    scrollMargin: ROW_PX,
    scrollPaddingStart: ROW_PX,
  });
  useScrollToChosen(virtualizer, log);
  const items = virtualizer.getVirtualItems();
  useRowsInSight(items[0]?.index ?? 0, (items.at(-1)?.index ?? -1) + 1, log);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') viewStore.setState({ narrowPane: 'inspector' });
  };
  const roomPx = useElementWidth(scroller);
  const { hasVideos, hasLongNumbers } = log;
  const columns = useMemo(
    () => placeColumns(roomPx, { hasVideos, hasLongNumbers }),
    [roomPx, hasVideos, hasLongNumbers],
  );
  const above = (items[0]?.start ?? ROW_PX) - ROW_PX;
  const below = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? ROW_PX) - ROW_PX);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys work in the whole window; Enter opens the row.
    <div
      ref={scroller}
      className={css.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must take the focus to be scrolled by keys.
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {/* Padding stands for the rows out of sight. */}
      <div style={{ paddingTop: above, paddingBottom: below }}>
        <table className={css.table} aria-label="Seek log" aria-rowcount={count + 1}>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map(({ key, name, title, isNumber, isShown, shownPx }) => (
                <th
                  key={key}
                  scope="col"
                  title={title}
                  hidden={!isShown}
                  className={cx(isNumber && css.number)}
                  style={{ width: shownPx ?? 'auto' }}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map(({ index }) => {
              const row = rowAt(log, index);
              return row ? (
                <Row
                  key={row.number}
                  row={row}
                  columns={columns}
                  index={index}
                  isChosen={row.number === log.chosen?.number}
                />
              ) : (
                // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it is empty until it is read; nothing in it takes the focus.
                <tr key={`place ${index}`} className={css.row} aria-hidden="true">
                  <td colSpan={columns.length} />
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** A row that is chosen comes into sight, and so does each newest one while these are followed. */
function useScrollToChosen(virtualizer: Virtualizer<HTMLDivElement, Element>, log: LogState): void {
  const { filter, chosen, chosenPlace: place } = log;
  const number = useStore(viewStore, (state) => state.rowNumber);
  const isChosen = number !== null && chosen?.number === number;
  // The place of a chosen row changes as older ones go: that alone is no reason to scroll.
  const reason = number === null ? `newest ${place}` : `${filter} ${number} ${isChosen}`;
  const latest = useRef(place);
  latest.current = place;
  useEffect(() => {
    if (reason !== '' && latest.current !== null) virtualizer.scrollToIndex(latest.current);
  }, [virtualizer, reason]);
}

/** Tells the log which places are in sight. */
function useRowsInSight(from: number, to: number, { filter, counts }: LogState): void {
  const { client } = useWorkbench();
  const count = counts[filter];
  useEffect(() => {
    if (filter) client.log.look(from, to, count);
  }, [client, filter, from, to, count]);
}

const spokenStates = { running: 'running', fine: '', replaced: 'replaced', failed: 'failed' };

interface RowProps {
  row: LogRow;
  columns: readonly PlacedColumn[];
  index: number;
  isChosen: boolean;
}

const Row = memo(({ row, columns, index, isChosen }: RowProps) => {
  const cells = logCells(row);
  const { client } = useWorkbench();
  const side = useStore(comparedStore, ({ rows }) => sideOf(row.number, rows));
  const choose = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey) client.compared.compareWith(row.number);
    else chooseRow(row.number);
  };
  return (
    <tr
      className={cx(css.row, css[cells.state])}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      title={formatClock(row.atEpochMs)}
      onClick={choose}
      onDoubleClick={() => viewStore.setState({ narrowPane: 'inspector' })}
    >
      {columnsOf(row, columns).map(({ key, isNumber, isShown, span }) => (
        <td
          key={key}
          colSpan={span}
          hidden={!isShown}
          className={cx(isNumber && css.number, css[key])}
        >
          {key === 'name' && side && <Letter side={side} />}
          {key === 'result' && cells.verdict && <OutcomeMark outcome={cells.verdict} />}
          {key === 'result' ? <span className={css.words}>{cells.result}</span> : cells[key]}
          {key === 'name' && <VisuallyHidden> {spokenStates[cells.state]}</VisuallyHidden>}
        </td>
      ))}
    </tr>
  );
});

function Letter({ side }: { side: string }) {
  return (
    <span className={css.letter}>
      <VisuallyHidden>compared as </VisuallyHidden>
      {side}
      <VisuallyHidden>, </VisuallyHidden>
    </span>
  );
}

/** `A` or `B` while the row is compared. */
function sideOf(number: number, rows: ComparedState['rows']): string | null {
  return sideNames[rows?.findIndex((row) => row.number === number) ?? -1] ?? null;
}
