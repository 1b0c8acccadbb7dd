import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type KeyboardEvent,
  type RefObject,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useStore } from 'zustand';
import type { LogColumn } from '../../contract/log.ts';
import { formatCount } from '../../seek/format.ts';
import { cx } from '../design/cx.ts';
import { useElementHeight, useElementWidth } from '../hooks/use-element-width.ts';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { rowAt } from '../model/log-view.ts';
import { type LogState, logStore, viewStore, workbenchStore } from '../model/stores.ts';
import { placeColumns } from './columns.ts';
import { LogHead } from './log-head.tsx';
import { LogRowView } from './log-row.tsx';
import css from './log-table.module.css';

const ROW_PX = 25;
/** Pinned rows that are in sight wherever one scrolls, where there is room; a filter shows the others. */
const MOST_PINNED = 6;

/** The rows of the log; only those in sight exist. Follows the newest until a row is chosen. */
export function LogTable() {
  // Drawn in small pieces: a new row is not to be in the way of a picture.
  const log = useDeferredValue(useStore(logStore));
  const count = log.fitting;
  const scroller = useRef<HTMLDivElement>(null);
  const pinned = log.pinned.slice(0, pinnedIn(useElementHeight(scroller)));
  const pinnedLeft = log.pinned.length - pinned.length;
  const headPx = ROW_PX * (1 + pinned.length + (pinnedLeft > 0 ? 1 : 0));
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    // The header and pinned rows stand inside the scroller, above the first row, and stay in sight.
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
  });
  useScrollToChosen(virtualizer, log);
  useSteadyRows(scroller, log.shift);
  const items = virtualizer.getVirtualItems();
  useRowsInSight(items[0]?.index ?? 0, (items.at(-1)?.index ?? -1) + 1, log);

  const { client } = useWorkbench();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') viewStore.setState({ narrowPane: 'inspector' });
    // Whoever came with the mouse plays and pauses.
    if (event.key === ' ' && event.currentTarget.matches(':focus-visible')) {
      event.preventDefault();
      client.selection.toggleChosen();
    }
  };
  const roomPx = useElementWidth(scroller);
  const { hasVideos, hasLongNumbers, hasMarks } = log;
  const chosen = useStore(workbenchStore, (state) => state.settings.logColumns);
  const [dragged, setDragged] = useState<Partial<Record<LogColumn, number>> | null>(null);
  const columns = useMemo(() => {
    const choice = { ...chosen, widths: { ...chosen.widths, ...dragged } };
    return placeColumns(roomPx, { hasVideos, hasLongNumbers, hasMarks }, choice);
  }, [roomPx, hasVideos, hasLongNumbers, hasMarks, chosen, dragged]);
  const shownColumns = columns.filter(({ isShown }) => isShown).length;
  const above = (items[0]?.start ?? headPx) - headPx;
  const below = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? headPx) - headPx);
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
        <table className={css.table} aria-label="Seek log" aria-rowcount={count + headPx / ROW_PX}>
          <thead>
            <LogHead columns={columns} onDrag={setDragged} />
          </thead>
          {pinned.length > 0 && (
            <tbody aria-label="Pinned rows">
              {pinned.map((row, place) => (
                <LogRowView
                  key={row.number}
                  row={row}
                  columns={columns}
                  index={place}
                  stuck={place + 1}
                  isChosen={row.number === log.chosen?.number}
                />
              ))}
              {pinnedLeft > 0 && (
                <MorePinned count={pinnedLeft} above={pinned.length} columns={shownColumns} />
              )}
            </tbody>
          )}
          <tbody>
            {items.map(({ index }) => {
              const row = rowAt(log, index);
              return row ? (
                <LogRowView
                  key={row.number}
                  row={row}
                  columns={columns}
                  index={index + headPx / ROW_PX - 1}
                  isChosen={row.number === log.chosen?.number}
                />
              ) : (
                // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it is empty until it is read; nothing in it takes the focus.
                <tr key={`place ${index}`} className={css.row} aria-hidden="true">
                  <td colSpan={shownColumns} />
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** At most a third of the place is theirs. */
function pinnedIn(heightPx: number): number {
  return Math.min(Math.max(Math.floor(heightPx / ROW_PX / 3), 1), MOST_PINNED);
}

/** Leads to the pinned rows that are not in sight. */
function MorePinned({ count, above, columns }: Record<'count' | 'above' | 'columns', number>) {
  const show = () => {
    viewStore.setState(({ logView }) => ({ logView: { ...logView, text: 'is:pinned' } }));
  };
  return (
    <tr
      className={cx(css.row, css.stuck)}
      style={{ '--stuck': above + 1 } as CSSProperties}
      aria-rowindex={above + 2}
    >
      <td colSpan={columns}>
        <button type="button" className={css.more} onClick={show}>
          {formatCount(count)} more pinned
        </button>
      </td>
    </tr>
  );
}

/** A row that is chosen comes into sight, and so does each newest one while these are followed. */
function useScrollToChosen(virtualizer: Virtualizer<HTMLDivElement, Element>, log: LogState): void {
  const { view, chosen, chosenPlace: place } = log;
  const number = useStore(viewStore, (state) => state.rowNumber);
  const isChosen = number !== null && chosen?.number === number;
  const shown = JSON.stringify(view);
  // The place of a chosen row changes as older ones go: that alone is no reason to scroll. Sorted, the newest may be anywhere.
  const followed = view.sort === null ? `newest ${place}` : '';
  const reason = number === null ? followed : `${shown} ${number} ${isChosen}`;
  const latest = useRef(place);
  latest.current = place;
  useEffect(() => {
    if (reason !== '' && latest.current !== null) virtualizer.scrollToIndex(latest.current);
  }, [virtualizer, reason]);
  useEffect(() => {
    if (view.sort !== null) virtualizer.scrollToIndex(0);
  }, [virtualizer, view.sort]);
}

/** What is in sight stays there when older rows go. */
function useSteadyRows(scroller: RefObject<HTMLDivElement | null>, shift: number): void {
  const before = useRef(shift);
  useLayoutEffect(() => {
    const moved = shift - before.current;
    before.current = shift;
    if (scroller.current && moved !== 0) scroller.current.scrollTop += moved * ROW_PX;
  }, [scroller, shift]);
}

/** Tells the log which places are in sight. */
function useRowsInSight(from: number, to: number, { view, fitting }: LogState): void {
  const { client } = useWorkbench();
  useEffect(() => {
    if (view) client.log.look(from, to, fitting);
  }, [client, view, from, to, fitting]);
}
